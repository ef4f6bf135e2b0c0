using ValetKey.Aws;
using ValetKey.Providers;
using ValetKey.Tests.Aws.Operations.Support;

namespace ValetKey.Tests.Aws.Operations;

/// <summary>How a store is asked that may ignore the conditions of copies, and one that heeds them for copies in parts.</summary>
public sealed class CompatiblePublishTests
{
    private const string Versioning = "GET /bucket/?versioning";
    private const string Put = "PUT /bucket/public/a";
    private const string Unversioned = "<VersioningConfiguration/>";
    private const long Length = 3L << 30;

    private static readonly StorageObject Staged = new("bucket", "staged/a", Length, CannedAmazon.Tag);
    private static readonly KeyScope Target = KeyScope.ForObject("bucket", "public/a");

    [Test]
    public async Task Content_is_written_as_it_is_read_under_the_conditions_of_both()
    {
        await using CountedContent content = new(Length);
        CannedAmazon store = Store(take: 1000).OnContent("GET /bucket/staged/a", content, Length)
            .On(Put, 200, "", ("ETag", CannedAmazon.Tag)).OnHead("public/a", length: Length).On("DELETE", 204);
        ObjectProperties properties = new() { ContentType = "image/png", Metadata = new Dictionary<string, string> { ["owner"] = "alice" } };

        StorageResult result = await store.Operations.PublishAsync(Staged, Target, properties);

        result.Outcome.Should().Be(StorageOutcome.Completed);
        store.Taken.Should().Equal(Enumerable.Repeat((byte)7, 1000));
        content.Position.Should().BeLessThan(1 << 20);
        store.HeaderOf("GET /bucket/staged/a", "If-Match").Should().Be(CannedAmazon.Tag);
        store.Headers[store.Requests.FindIndex(request => request.StartsWith(Put, StringComparison.Ordinal))].Should()
            .Contain(new Dictionary<string, string>
            {
                ["If-None-Match"] = "*",
                ["Content-Length"] = $"{Length}",
                ["Content-Type"] = "image/png",
                ["x-amz-meta-owner"] = "alice",
                ["Expect"] = "100-continue",
            }).And.NotContainKey("Content-Encoding");
        store.Requests.Single(request => request.StartsWith(Put, StringComparison.Ordinal)).Should()
            .Contain("SignedHeaders=content-type%3Bhost%3Bif-none-match%3Bx-amz-meta-owner");
        store.HeaderOf("DELETE", "If-Match").Should().BeNull();
    }

    [Test]
    public async Task Name_that_is_taken_is_told()
    {
        CannedAmazon store = Reading().OnError(Put, 412, "PreconditionFailed").OnHead("staged/a");

        (await store.Operations.PublishAsync(Staged, Target, new ObjectProperties()))
            .Should().Be(new StorageResult(StorageOutcome.ObjectExists));
    }

    [TestCase(403, "AccessDenied", false)]
    [TestCase(500, "InternalError", true)]
    [TestCase(503, "SlowDown", true)]
    public async Task Fault_says_whether_it_may_pass(int status, string code, bool passes)
    {
        CannedAmazon store = Reading().OnError(Put, status, code);

        ValetKeyException fault = await FaultAsync(store);

        fault.IsTransient.Should().Be(passes);
        fault.ToString().Should().NotContain("hunter2");
        fault.Message.Contains("s3:PutObject", StringComparison.Ordinal).Should().Be(!passes);
    }

    [TestCase("Enabled")]
    [TestCase("Suspended")]
    public async Task Bucket_that_keeps_versions_is_refused_before_anything_is_read(string status)
    {
        CannedAmazon store = new CannedAmazon(Compatible).On(
            Versioning, 200, $"<VersioningConfiguration><Status>{status}</Status></VersioningConfiguration>");

        (await FaultAsync(store)).Reason.Should().Be(ValetKeyErrorReason.Unsupported);

        store.Requests.Should().Equal(Versioning);
    }

    [Test]
    public async Task Store_that_knows_no_versions_keeps_none_and_one_that_does_not_tell_is_a_fault()
    {
        CannedAmazon none = new CannedAmazon(Compatible).OnError(Versioning, 501, "NotImplemented")
            .OnContent("GET /bucket/staged/a", new MemoryStream(), 0).On(Put, 200, "", ("ETag", CannedAmazon.Tag))
            .OnHead("public/a", length: 0).On("DELETE", 204);
        CannedAmazon silent = new CannedAmazon(Compatible).OnError(Versioning, 403, "AccessDenied");

        (await none.Operations.PublishAsync(Staged with { Length = 0 }, Target, new ObjectProperties())).Outcome
            .Should().Be(StorageOutcome.Completed);
        (await FaultAsync(silent)).Message.Should().Contain("s3:GetBucketVersioning");
    }

    [Test]
    public async Task Store_that_heeds_conditions_copies_in_parts_whatever_the_length()
    {
        CannedAmazon store = new CannedAmazon(options =>
        {
            Compatible(options);
            options.HasConditionalCopies = true;
        })
            .On("POST /bucket/public/a?uploads", 200, "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>")
            .On(Put, 200, $"<CopyPartResult><ETag>{CannedAmazon.Tag}</ETag></CopyPartResult>")
            .On("POST /bucket/public/a?uploadId=u1", 200, "<CompleteMultipartUploadResult><ETag>\"0-1\"</ETag></CompleteMultipartUploadResult>")
            .OnHead("public/a", "\"0-1\"").On("DELETE", 204);

        (await store.Operations.PublishAsync(Staged with { Length = 7 }, Target, new ObjectProperties())).Outcome
            .Should().Be(StorageOutcome.Completed);

        store.HeaderOf(Put, "x-amz-copy-source-if-match").Should().Be(CannedAmazon.Tag);
        store.HeaderOf(Put, "x-amz-copy-source-range").Should().BeNull("a range of what is small is refused");
        store.HeaderOf("POST /bucket/public/a?uploadId=u1", "If-None-Match").Should().Be("*");
        store.HeaderOf("POST /bucket/public/a?uploads", "x-amz-checksum-algorithm").Should().BeNull();
    }

    private static void Compatible(AmazonS3Options options) => options.ServiceUrl = new Uri("https://ceph.example");

    private static CannedAmazon Store(int take = 0) => new CannedAmazon(Compatible) { BytesToTake = take }.On(Versioning, 200, Unversioned);

    private static CannedAmazon Reading() => Store().OnContent("GET /bucket/staged/a", new CountedContent(Length), Length);

    private static async Task<ValetKeyException> FaultAsync(CannedAmazon store) =>
        (await FluentActions.Awaiting(() => store.Operations.PublishAsync(Staged, Target, new ObjectProperties()).AsTask())
            .Should().ThrowAsync<ValetKeyException>()).Which;
}
