using ValetKey.Aws;
using ValetKey.Tests.Aws.S3.Support;
using ValetKey.Tests.Aws.Sessions;

namespace ValetKey.Tests.Aws.S3;

/// <summary>What the service would refuse is refused before it is signed, with the limit named; and what a session says of where it is for.</summary>
internal sealed class S3LimitTests
{
    private const long LargestUpload = 5_368_709_120;

    private static readonly KeyScope Photo = KeyScope.ForObject("pictures", "a.png");

    [Test]
    public async Task One_request_stores_5_GiB_at_most([Values(KeyForm.SignedUrl, KeyForm.SignedForm)] KeyForm form)
    {
        await using TestStore store = new();

        await store.IssueAsync(Upload(form, new() { ContentLength = LengthRange.Exactly(LargestUpload) }));
        ValetKeyException refusal = await store.RefusalOf(Upload(form, new() { ContentLength = LengthRange.Exactly(LargestUpload + 1) }));

        refusal.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
        refusal.Message.Should().Contain("ContentLength").And.Contain("5368709120");
    }

    [Test]
    public async Task Metadata_has_2_KB_at_most([Values(KeyForm.SignedUrl, KeyForm.SignedForm)] KeyForm form)
    {
        await using TestStore store = new();

        await store.IssueAsync(Upload(form, WithMetadata(2048)));
        ValetKeyException refusal = await store.RefusalOf(Upload(form, WithMetadata(2049)));

        refusal.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
        refusal.Message.Should().Contain("Metadata has 2049 bytes").And.Contain("2048");
    }

    [Test]
    public async Task A_compatible_store_has_limits_of_its_own()
    {
        await using TestStore store = new(options => options.ServiceUrl = new Uri("https://ceph.example"));

        SignedUrl key = await store.IssueAsync<SignedUrl>(
            Upload(KeyForm.SignedUrl, new() { ContentLength = LengthRange.Exactly(LargestUpload + 1) }));

        key.Headers.Should().Contain("Content-Length", "5368709121");
    }

    [TestCase("eu-west-1", "aws", "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs.fifo")]
    [TestCase("cn-north-1", "aws-cn", "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/jobs.fifo")]
    public async Task Credentials_for_a_queue_name_its_url(string region, string partition, string url)
    {
        using FakeTokenService sts = new();
        string role = $"arn:{partition}:iam::123456789012:role/uploads";
        await using TestStore store = new(options => (options.Region, options.RoleArn) = (region, role), sts);

        TemporaryCredentials key = await store.IssueAsync<TemporaryCredentials>(TestStore.Ask(KeyScope.ForQueue("jobs.fifo"), Permissions.Send));

        (key.QueueUrl, key.ServiceUrl).Should().Be((url, null));
    }

    [Test]
    public async Task Uploads_by_a_session_may_ask_for_a_kms_key_where_the_session_may_use_one()
    {
        KeyRequest request = Upload(KeyForm.SignedUrl, new() { HttpsOnly = true }) with { Extras = [new S3UploadKmsKey()] };
        using FakeTokenService sts = new();
        await using TestStore without = new(options => options.RoleArn = TestStore.RoleArn, sts);
        await using TestStore with = new(
            options =>
            {
                options.RoleArn = TestStore.RoleArn;
                options.SessionKmsKeys.Add("*");
            },
            sts);

        (await without.RefusalOf(request)).Message.Should().Contain(nameof(S3UploadKmsKey));
        (await with.IssueAsync<SignedUrl>(request)).Headers.Should().Contain("x-amz-server-side-encryption", "aws:kms");
    }

    private static KeyRequest Upload(KeyForm form, KeyConstraints constraints) =>
        TestStore.Ask(Photo, Permissions.Write, constraints) with { Form = form };

    private static KeyConstraints WithMetadata(int bytes) => new() { Metadata = new Dictionary<string, string> { ["a"] = new('x', bytes - 1) } };
}
