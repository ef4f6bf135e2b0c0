using System.Net;
using System.Text;
using ValetKey.Tests.Aws.Servers.Support;
using ValetKey.Tests.Gcp.Servers.Support;

namespace ValetKey.Tests.Gcp.Servers;

/// <summary>A form stores what it says, and whatever is changed in it, the server refuses the post and stores nothing.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class GcsServerFormTests : GcsServerTests
{
    private static readonly HttpStatusCode[] Refusals = [HttpStatusCode.Forbidden, HttpStatusCode.BadRequest];

    [TestCase(GcsSigner.ServiceAccount)]
    [TestCase(GcsSigner.Hmac)]
    [TestCase(GcsSigner.UrlSigner)]
    public async Task Untouched_form_stores(GcsSigner signer)
    {
        string name = NewName();
        SignedForm form = await IssueAsync(name, signer);
        form.Fields.Keys.Should().BeEquivalentTo(
            "key", "content-type", "x-goog-meta-owner", "success_action_status", "x-goog-credential", "x-goog-algorithm", "x-goog-date", "policy",
            "x-goog-signature");

        HttpStatusCode status = await SendAsync(new FormPost(form).ToRequest());

        status.Should().Be(HttpStatusCode.Created);
        ContentOf(name).Should().Be("1234");
        Server.Store.Find(Bucket, name)!.Headers.Should().Contain("content-type", "image/png").And.Contain("x-goog-meta-owner", "42");
    }

    [Test]
    public async Task Altered_success_is_refused() => await ShouldBeRefusedAsync(form => form.Fields["success_action_status"] = "200");

    /// <summary>Without the field the answer would be 204; but the condition is in the policy, so it is not met.</summary>
    [Test]
    public async Task Missing_success_is_refused() => await ShouldBeRefusedAsync(form => form.Fields.Remove("success_action_status"));

    [TestCase("acl", "public-read")]
    [TestCase("cache-control", "no-cache")]
    [TestCase("success_action_redirect", "https://example.com/")]
    public async Task Extra_field_is_refused(string field, string value) => await ShouldBeRefusedAsync(form => form.Fields[field] = value);

    [Test]
    public async Task Policy_made_longer_lived_is_refused() => await ShouldBeRefusedAsync(form =>
    {
        string policy = Encoding.UTF8.GetString(Convert.FromBase64String(form.Fields["policy"]));
        form.Fields["policy"] =
            Convert.ToBase64String(Encoding.UTF8.GetBytes(policy.Replace("\"expiration\":\"2", "\"expiration\":\"3", StringComparison.Ordinal)));
    });

    [Test]
    public async Task Prefix_opens_every_name_below_and_no_other()
    {
        string folder = StoreFolder();
        SignedForm form = await Issuer.IssueFormAsync(
            new KeyRequest(KeyScope.ForPrefix(Bucket, folder + "tenant1/"), Permissions.Write) { Form = KeyForm.SignedForm });
        FormPost chosen = new(form);
        FormPost outside = new(form);
        FormPost sibling = new(form);
        chosen.Fields["key"] = folder + "tenant1/deep/new";
        outside.Fields["key"] = folder + "tenant10/object";
        sibling.Fields["key"] = folder + "tenant1";

        HttpStatusCode byFileName = await SendAsync(new FormPost(form).ToRequest(fileName: "cat.png"));

        (byFileName, await SendAsync(chosen.ToRequest())).Should().Be((HttpStatusCode.NoContent, HttpStatusCode.NoContent));
        (await SendAsync(outside.ToRequest())).Should().BeOneOf(Refusals);
        (await SendAsync(sibling.ToRequest())).Should().BeOneOf(Refusals);
        UnchangedNames(folder).Should().BeEquivalentTo(
            "tenant1/cat.png (changed)", "tenant1/deep/new (changed)", "tenant1/neighbour", "tenant1/object", "tenant1/object2", "tenant10/object");
    }

    [Test]
    public async Task Browser_is_sent_on()
    {
        string name = NewName();
        SignedForm form = await Issuer.IssueFormAsync(new KeyRequest(Object(name), Permissions.Write)
        {
            Form = KeyForm.SignedForm,
            Extras = [new FormSuccess(new Uri("https://example.com/done?page=1"))],
        });
        FormPost elsewhere = new(form);
        elsewhere.Fields["success_action_redirect"] = "https://evil.example/";

        using HttpResponseMessage response = await Server.Client.SendAsync(form.CreateRequest(Content("1")));

        response.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        response.Headers.Location!.OriginalString.Should().StartWith($"https://example.com/done?page=1&bucket={Bucket}&key=");
        (await SendAsync(elsewhere.ToRequest())).Should().BeOneOf(Refusals);
    }

    private async Task ShouldBeRefusedAsync(Action<FormPost> misuse)
    {
        string name = NewName();
        FormPost form = new(await IssueAsync(name));

        misuse(form);
        HttpStatusCode status = await SendAsync(form.ToRequest("1234"));

        status.Should().BeOneOf(Refusals);
        ContentOf(name).Should().BeNull();
    }

    private ValueTask<SignedForm> IssueAsync(string name, GcsSigner signer = GcsSigner.ServiceAccount) =>
        IssuerOf(signer).IssueFormAsync(new KeyRequest(Object(name), Permissions.Write)
        {
            Form = KeyForm.SignedForm,
            Constraints = new()
            {
                ContentType = "image/png",
                ContentLength = LengthRange.Between(3, 5),
                Metadata = new Dictionary<string, string> { ["owner"] = "42" },
            },
            Extras = [new FormSuccess(201)],
        });
}
