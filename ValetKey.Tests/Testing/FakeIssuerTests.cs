using Microsoft.Extensions.Time.Testing;
using ValetKey.Providers;
using ValetKey.Testing;

namespace ValetKey.Tests.Testing;

/// <summary>The fake that applications test with: it remembers what it was asked, and its keys are determined by that.</summary>
internal sealed class FakeIssuerTests
{
    private static readonly KeyScope Avatar = KeyScope.ForObject("profiles", "42/käse & brot.jpg");
    private static readonly KeyRequest Download = new(Avatar, Permissions.Read);

    [Test]
    public async Task What_was_asked_is_remembered_in_order_refusals_included()
    {
        FakeIssuer issuer = new();
        KeyRequest upload = new(Avatar, Permissions.Create) { Subject = "ada" };
        KeyRequest invalid = new(Avatar, Permissions.None);

        IssuedKey first = await issuer.IssueAsync(Download);
        Func<Task> wrong = async () => await issuer.IssueAsync(invalid);
        await wrong.Should().ThrowAsync<ValetKeyException>();
        IssuedKey last = await issuer.IssueAsync(upload);

        issuer.Requests.Should().Equal(Download, invalid, upload);
        issuer.Keys.Should().Equal(first, last);
    }

    [Test]
    public async Task Equal_requests_give_equal_keys_but_for_ids_that_count()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero));

        string[] first = await JsonAsync(new FakeIssuer("media", time: clock));
        string[] again = await JsonAsync(new FakeIssuer("media", time: clock));

        again.Should().Equal(first);
        first[0].Should().Contain("\"id\":\"00000000-0000-7000-8000-000000000001\"").And.Contain("\"expiresAt\":\"2026-05-04T03:17:01");
        first[1].Replace("000000000002", "000000000001", StringComparison.Ordinal).Should().Be(first[0]);

        static async Task<string[]> JsonAsync(FakeIssuer issuer) =>
            [(await issuer.IssueAsync(Download)).ToJson(), (await issuer.IssueAsync(Download)).ToJson()];
    }

    [Test]
    public async Task Ids_are_of_version_7()
    {
        IssuedKey key = await new FakeIssuer().IssueAsync(Download);

        (key.Id.Version, key.Id.Variant & 0b1100).Should().Be((7, 0b1000));
    }

    [Test]
    public async Task One_permission_on_an_object_is_a_url_at_a_host_that_nobody_has()
    {
        SignedUrl key = await new FakeIssuer("media").IssueUrlAsync(Avatar, Permissions.Read);

        key.Method.Should().Be(HttpMethod.Get);
        key.Url.Should().Be("https://fake.invalid/media/profiles/42/k%C3%A4se%20%26%20brot.jpg?permissions=Read&signature=fake");
        key.Headers.Should().BeEmpty();
    }

    [Test]
    public async Task Several_permissions_are_a_query()
    {
        IssuedKey key = await new FakeIssuer("media").IssueAsync(new KeyRequest(Avatar, Permissions.Read | Permissions.Write));

        using HttpRequestMessage upload = key.Should().BeOfType<SignedQuery>()
            .Subject.CreateRequest(Permissions.Write, content: new StringContent("x"));
        upload.Method.Should().Be(HttpMethod.Put);
        upload.RequestUri!.AbsoluteUri.Should()
            .Be("https://fake.invalid/media/profiles/42/k%C3%A4se%20%26%20brot.jpg?permissions=Read%2C%20Write&signature=fake");
    }

    [Test]
    public async Task Upload_wants_the_headers_that_stores_want()
    {
        KeyRequest upload = new(Avatar, Permissions.Create)
        {
            Constraints = new()
            {
                ContentType = "image/jpeg",
                ContentLength = LengthRange.Exactly(3),
                Checksum = new Checksum(ChecksumAlgorithm.Md5, new byte[16]),
                Metadata = new Dictionary<string, string> { ["owner"] = "ada" },
            },
        };

        SignedUrl key = await new FakeIssuer().IssueUrlAsync(upload);

        key.Headers.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["If-None-Match"] = "*",
            ["Content-Type"] = "image/jpeg",
            ["Content-Length"] = "3",
            ["X-Fake-Checksum-Md5"] = "AAAAAAAAAAAAAAAAAAAAAA==",
            ["X-Fake-Meta-owner"] = "ada",
        });
        key.Enforced.Should().Be(upload.Constraints.Kinds);
    }

    [TestCase(KeyForm.SignedUrl)]
    [TestCase(KeyForm.SignedForm)]
    [TestCase(KeyForm.SignedQuery)]
    [TestCase(KeyForm.TemporaryCredentials)]
    [TestCase(KeyForm.BearerToken)]
    public async Task The_form_that_was_asked_for_is_given_and_survives_its_json(KeyForm form)
    {
        IssuedKey key = await new FakeIssuer().IssueAsync(new KeyRequest(Avatar, Permissions.Write) { Form = form });

        key.Form.Should().Be(form);
        IssuedKey.FromJson(key.ToJson()).ToJson().Should().Be(key.ToJson());
        key.ToJson().Should().Contain("https://fake.invalid/fake");
    }

    [Test]
    public async Task Form_for_a_folder_leaves_name_and_family_of_types_to_the_client()
    {
        SignedForm key = await new FakeIssuer().IssueFormAsync(
            new KeyRequest(KeyScope.ForPrefix("profiles", "42/"), Permissions.Write) { Constraints = new() { ContentType = "image/*" } });

        key.Fields.Should().Contain("key", "42/").And.Contain("Content-Type", "");
        key.Invoking(form => form.CreateRequest(new StringContent("x"), name: "42/a.png").Dispose()).Should().NotThrow();
    }

    [Test]
    public async Task Cookies_open_what_can_be_read()
    {
        FakeIssuer issuer = new();

        SignedCookies key = await issuer.IssueCookiesAsync(new KeyRequest(KeyScope.ForPrefix("profiles", "42/"), Permissions.Read));
        Func<Task> write = async () => await issuer.IssueCookiesAsync(new KeyRequest(Avatar, Permissions.Write));

        key.BaseUrl.Should().Be("https://fake.invalid/fake/profiles");
        (await write.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }

    [Test]
    public async Task Query_for_a_queue_has_all_its_operations()
    {
        const Permissions all = Permissions.Send | Permissions.Receive | Permissions.Peek | Permissions.Update;

        SignedQuery key = await new FakeIssuer().IssueQueryAsync(new KeyRequest(KeyScope.ForQueue("orders"), all));

        using HttpRequestMessage send = key.CreateRequest(Permissions.Send, content: new StringContent("x"));
        using HttpRequestMessage delete = key.CreateMessageRequest(Permissions.Receive, "1", "r/1");
        send.RequestUri!.AbsolutePath.Should().Be("/fake/orders/messages");
        (delete.Method, delete.RequestUri!.PathAndQuery).Should().Be((HttpMethod.Delete,
            $"/fake/orders/messages/1?permissions={Uri.EscapeDataString(all.ToString())}&signature=fake&receipt=r%2F1"));
    }

    [Test]
    public async Task Listing_names_the_folder()
    {
        SignedUrl key = await new FakeIssuer().IssueUrlAsync(KeyScope.ForPrefix("profiles", "42/"), Permissions.List);

        key.Url.Should().Be("https://fake.invalid/fake/profiles?prefix=42%2F&permissions=List&signature=fake");
    }

    [Test]
    public async Task Capabilities_of_a_store_can_be_given()
    {
        FakeIssuer issuer = new(capabilities: new SignerCapabilities(
            new FormCapability(KeyForm.SignedUrl, new PermissionRule(ResourceKinds.Object, Permissions.Read))));
        Func<Task> write = async () => await issuer.IssueAsync(new KeyRequest(Avatar, Permissions.Write));

        (await write.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        (await issuer.IssueAsync(Download)).Permissions.Should().Be(Permissions.Read);
    }

    [Test]
    public async Task Many_threads_may_ask()
    {
        FakeIssuer issuer = new();

        await Parallel.ForAsync(0, 1000, async (_, cancellation) => await issuer.IssueAsync(Download, cancellation));

        issuer.Requests.Should().HaveCount(1000);
        issuer.Keys.Select(key => key.Id).Should().OnlyHaveUniqueItems().And.HaveCount(1000);
    }
}
