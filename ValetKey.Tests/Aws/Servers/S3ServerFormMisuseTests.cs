using System.Net;
using System.Text;
using ValetKey.Aws;
using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>A form with extras in it; whatever is changed about them, the gateway refuses the post and stores nothing.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class S3ServerFormMisuseTests : S3ServerTests
{
    private static readonly HttpStatusCode[] Refusals = [HttpStatusCode.Forbidden, HttpStatusCode.BadRequest];

    [Test]
    public async Task Form_has_these_fields_and_no_others() => (await IssueAsync(NewName())).Fields.Keys.Should().BeEquivalentTo(
        "key", "Content-Type", "x-amz-meta-owner", "x-amz-storage-class", "success_action_status", "x-amz-credential", "x-amz-algorithm",
        "x-amz-date", "Policy", "x-amz-signature");

    [Test]
    public async Task Untouched_form_stores()
    {
        string name = NewName();

        HttpStatusCode status = await SendAsync(new FormPost(await IssueAsync(name)).ToRequest());

        status.Should().Be(HttpStatusCode.Created);
        (await ContentOfAsync(name)).Should().Be("1234");
    }

    [TestCase("x-amz-storage-class", "STANDARD_IA")]
    [TestCase("success_action_status", "200")]
    public async Task Altered_extra_is_refused(string field, string value) => await ShouldBeRefusedAsync(form => form.Fields[field] = value);

    [TestCase("x-amz-storage-class")]
    [TestCase("success_action_status")]
    public async Task Missing_extra_is_refused(string field) => await ShouldBeRefusedAsync(form => form.Fields.Remove(field));

    [TestCase("acl", "public-read")]
    [TestCase("Cache-Control", "no-cache")]
    [TestCase("success_action_redirect", "https://example.com/")]
    [TestCase("x-amz-server-side-encryption", "AES256")]
    public async Task Extra_field_is_refused(string field, string value) => await ShouldBeRefusedAsync(form => form.Fields[field] = value);

    [Test]
    public async Task Policy_made_longer_lived_is_refused() => await ShouldBeRefusedAsync(form =>
    {
        string policy = Encoding.UTF8.GetString(Convert.FromBase64String(form.Fields["Policy"]));
        string longer = policy.Replace("\"expiration\":\"2", "\"expiration\":\"3", StringComparison.Ordinal);
        longer.Should().NotBe(policy);
        form.Fields["Policy"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(longer));
    });

    [Test]
    public async Task Form_signed_by_a_stranger_is_refused()
    {
        string name = NewName();
        SignedForm form = await StrangersIssuer.IssueFormAsync(new KeyRequest(Object(name), Permissions.Write));

        (await SendAsync(new FormPost(form).ToRequest())).Should().Be(HttpStatusCode.Forbidden);
        (await ContentOfAsync(name)).Should().BeNull();
    }

    private async Task<SignedForm> IssueAsync(string name) => await Issuer.IssueFormAsync(new KeyRequest(Object(name), Permissions.Write)
    {
        Constraints = new()
        {
            ContentType = "text/plain",
            ContentLength = LengthRange.Between(3, 5),
            Metadata = new Dictionary<string, string> { ["owner"] = "42" },
        },
        Extras = [new FormSuccess(201), new S3UploadStorageClass("STANDARD")],
    });

    private async Task ShouldBeRefusedAsync(Action<FormPost> misuse)
    {
        string name = NewName();
        FormPost form = new(await IssueAsync(name));

        misuse(form);

        (await SendAsync(form.ToRequest("1234"))).Should().BeOneOf(Refusals);
        (await ContentOfAsync(name)).Should().BeNull();
    }
}
