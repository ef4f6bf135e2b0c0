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

    private static readonly Dictionary<string, string> Fields = new()
    {
        ["key"] = "elsewhere/object",
        ["content-type"] = "text/html",
        ["x-goog-meta-owner"] = "43",
        ["success_action_status"] = "200",
        ["x-goog-credential"] = "GOOG1E/20260101/auto/storage/goog4_request",
        ["x-goog-algorithm"] = "GOOG4-HMAC-SHA512",
        ["x-goog-date"] = "20260101T000000Z",
        ["policy"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"expiration":"2036-01-01T00:00:00Z","conditions":[]}""")),
        ["x-goog-signature"] = new('0', 64),
    };

    private static IEnumerable<string> FieldNames => Fields.Keys;

    [TestCase(GcsSigner.ServiceAccount)]
    [TestCase(GcsSigner.Hmac)]
    [TestCase(GcsSigner.UrlSigner)]
    public async Task Untouched_form_stores(GcsSigner signer)
    {
        string name = NewName();
        SignedForm form = await IssueAsync(name, signer);
        form.Fields.Keys.Should().BeEquivalentTo(Fields.Keys);

        HttpStatusCode status = await SendAsync(new FormPost(form).ToRequest());

        status.Should().Be(HttpStatusCode.Created);
        ContentOf(name).Should().Be("1234");
        Server.Store.Find(Bucket, name)!.Headers.Should().Contain("content-type", "image/png").And.Contain("x-goog-meta-owner", "42");
    }

    [TestCaseSource(nameof(FieldNames))]
    public async Task Altered_field_is_refused(string field) => await ShouldBeRefusedAsync(form => form.Fields[field] = Fields[field]);

    /// <summary>Without the field the answer would be 204; but the condition is in the policy, so it is not met.</summary>
    [TestCaseSource(nameof(FieldNames))]
    public async Task Missing_field_is_refused(string field) => await ShouldBeRefusedAsync(form => form.Fields.Remove(field));

    [TestCase("x-goog-meta-extra", "unsigned")]
    [TestCase("acl", "public-read")]
    [TestCase("cache-control", "no-cache")]
    [TestCase("success_action_redirect", "https://example.com/")]
    public async Task Extra_field_is_refused(string field, string value) => await ShouldBeRefusedAsync(form => form.Fields[field] = value);

    [TestCase(2)]
    [TestCase(6)]
    [TestCase(100_000)]
    public async Task Wrong_length_is_refused(int length) => await ShouldBeRefusedAsync(_ => { }, new string('a', length));

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

    private async Task ShouldBeRefusedAsync(Action<FormPost> misuse, string content = "1234")
    {
        string name = NewName();
        FormPost form = new(await IssueAsync(name));

        misuse(form);
        HttpStatusCode status = await SendAsync(form.ToRequest(content));

        status.Should().BeOneOf(Refusals);
        ContentOf(name).Should().BeNull();
        ContentOf("elsewhere/object").Should().BeNull();
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
