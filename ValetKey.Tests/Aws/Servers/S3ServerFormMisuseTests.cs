using System.Net;
using System.Text;
using ValetKey.Aws;
using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>A form with everything in it; whatever is changed, the gateway refuses the post and stores nothing.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class S3ServerFormMisuseTests : S3ServerTests
{
    private static readonly HttpStatusCode[] Refusals = [HttpStatusCode.Forbidden, HttpStatusCode.BadRequest];

    private static readonly Dictionary<string, string> Fields = new()
    {
        ["key"] = "elsewhere/object",
        ["Content-Type"] = "text/html",
        ["x-amz-meta-owner"] = "43",
        ["x-amz-storage-class"] = "STANDARD_IA",
        ["success_action_status"] = "200",
        ["x-amz-credential"] = "AKIAAAAAAAAAAAAAAAAA/20260101/us-east-1/s3/aws4_request",
        ["x-amz-algorithm"] = "AWS4-HMAC-SHA512",
        ["x-amz-date"] = "20260101T000000Z",
        ["Policy"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"expiration":"2036-01-01T00:00:00.000Z","conditions":[]}""")),
        ["x-amz-signature"] = new('0', 64),
    };

    private static IEnumerable<string> FieldNames => Fields.Keys;

    [Test]
    public async Task Form_has_these_fields_and_no_others() =>
        (await IssueAsync(NewName())).Fields.Keys.Should().BeEquivalentTo(Fields.Keys);

    [Test]
    public async Task Untouched_form_stores()
    {
        string name = NewName();

        HttpStatusCode status = await SendAsync(new FormPost(await IssueAsync(name)).ToRequest());

        status.Should().Be(HttpStatusCode.Created);
        (await ContentOfAsync(name)).Should().Be("1234");
    }

    [TestCaseSource(nameof(FieldNames))]
    public async Task Altered_field_is_refused(string field) => await ShouldBeRefusedAsync(form => form.Fields[field] = Fields[field]);

    [TestCaseSource(nameof(FieldNames))]
    public async Task Missing_field_is_refused(string field) => await ShouldBeRefusedAsync(form => form.Fields.Remove(field));

    [TestCase("x-amz-meta-extra", "unsigned")]
    [TestCase("acl", "public-read")]
    [TestCase("Cache-Control", "no-cache")]
    [TestCase("success_action_redirect", "https://example.com/")]
    [TestCase("x-amz-server-side-encryption", "AES256")]
    public async Task Extra_field_is_refused(string field, string value) => await ShouldBeRefusedAsync(form => form.Fields[field] = value);

    [TestCase(2)]
    [TestCase(6)]
    [TestCase(100_000)]
    public async Task Wrong_length_is_refused(int length) => await ShouldBeRefusedAsync(_ => { }, new string('a', length));

    [Test]
    public async Task Policy_made_longer_lived_is_refused() => await ShouldBeRefusedAsync(form =>
    {
        string policy = Encoding.UTF8.GetString(Convert.FromBase64String(form.Fields["Policy"]));
        string longer = policy.Replace("\"expiration\":\"2", "\"expiration\":\"3", StringComparison.Ordinal);
        longer.Should().NotBe(policy);
        form.Fields["Policy"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(longer));
    });

    [Test]
    public async Task Form_for_one_bucket_does_not_open_another()
    {
        string other = await Gateway.CreateBucketAsync();

        await ShouldBeRefusedAsync(form => form.Url = form.Url.Replace(Bucket, other, StringComparison.Ordinal));
    }

    [Test]
    public async Task Form_signed_by_a_stranger_is_refused()
    {
        string name = NewName();
        SignedForm form = await StrangersIssuer.IssueFormAsync(new KeyRequest(Object(name), Permissions.Write));

        (await SendAsync(new FormPost(form).ToRequest())).Should().Be(HttpStatusCode.Forbidden);
        (await ContentOfAsync(name)).Should().BeNull();
    }

    [Test]
    public async Task Form_ends_when_it_says()
    {
        string name = NewName();
        SignedForm form = await Issuer.IssueFormAsync(new KeyRequest(Object(name), Permissions.Write) { Lifetime = TimeSpan.FromSeconds(1) });

        await WaitUntilAsync(form.ExpiresAt.AddSeconds(1));

        (await SendAsync(new FormPost(form).ToRequest())).Should().BeOneOf(Refusals);
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

    private async Task ShouldBeRefusedAsync(Action<FormPost> misuse, string content = "1234")
    {
        string name = NewName();
        FormPost form = new(await IssueAsync(name));

        misuse(form);

        (await SendAsync(form.ToRequest(content))).Should().BeOneOf(Refusals);
        (await ContentOfAsync(name)).Should().BeNull();
        (await ContentOfAsync("elsewhere/object")).Should().BeNull();
    }
}
