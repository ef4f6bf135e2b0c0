using ValetKey.Providers;
using ValetKey.Tests.Aws.Operations.Support;

namespace ValetKey.Tests.Aws.Operations;

/// <summary>What is larger than one copy takes is copied in parts, under the same conditions.</summary>
public sealed class AmazonLargePublishTests
{
    private const string Begun = "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>";
    private const string Part = $"<CopyPartResult><ETag>{CannedAmazon.Tag}</ETag></CopyPartResult>";
    private const string Whole = "<CompleteMultipartUploadResult><ETag>\"0-11\"</ETag></CompleteMultipartUploadResult>";
    private const string Complete = "POST /bucket/public/a?uploadId=u1";
    private const string Abort = "DELETE /bucket/public/a?uploadId=u1";
    private const long Length = (5L << 30) + 1;

    private static readonly StorageObject Staged = new("bucket", "staged/a", Length, CannedAmazon.Tag);
    private static readonly KeyScope Target = KeyScope.ForObject("bucket", "public/a");

    [Test]
    public async Task Every_part_is_bound_to_the_source_and_the_whole_to_the_target()
    {
        CannedAmazon amazon = Copying().On(Complete, 200, Whole).OnHead("public/a", "\"0-11\"", Length).On("DELETE", 204);

        StorageResult result = await amazon.Operations.PublishAsync(Staged, Target, new ObjectProperties { ContentType = "video/mp4" });

        (result.Outcome, result.Object!.Revision).Should().Be((StorageOutcome.Completed, "\"0-11\""));
        amazon.HeaderOf("POST /bucket/public/a?uploads", "Content-Type").Should().Be("video/mp4");
        Dictionary<string, string>[] parts = [.. amazon.Headers.Where(headers => headers.ContainsKey("x-amz-copy-source"))];
        parts.Should().HaveCount(11).And.OnlyContain(headers => headers["x-amz-copy-source-if-match"] == CannedAmazon.Tag);
        parts.Select(headers => headers["x-amz-copy-source-range"]).Should().Contain(["bytes=0-536870911", "bytes=5368709120-5368709120"])
            .And.OnlyHaveUniqueItems();
        amazon.HeaderOf(Complete, "If-None-Match").Should().Be("*");
        amazon.Requests.Should().Contain("DELETE /bucket/staged/a").And.NotContain(Abort);
    }

    [Test]
    public async Task Source_that_has_changed_ends_the_copy()
    {
        CannedAmazon amazon = new CannedAmazon().On("POST /bucket/public/a?uploads", 200, Begun).OnError("PUT", 412, "PreconditionFailed")
            .OnHead("staged/a", "\"0\"").On(Abort, 204).OnError("GET /bucket/public/a", 404, "NoSuchUpload");

        (await amazon.Operations.PublishAsync(Staged, Target, new ObjectProperties())).Should().Be(new StorageResult(StorageOutcome.Changed));

        amazon.Requests.Should().Contain(Abort).And.NotContain("DELETE /bucket/staged/a").And.NotContain(Complete);
    }

    [Test]
    public async Task Object_that_is_there_stays()
    {
        CannedAmazon amazon = Copying().OnError(Complete, 412, "PreconditionFailed").On(Abort, 204)
            .OnError("GET /bucket/public/a", 404, "NoSuchUpload");

        (await amazon.Operations.PublishAsync(Staged, Target, new ObjectProperties())).Should().Be(new StorageResult(StorageOutcome.ObjectExists));

        amazon.Requests.Should().Contain(Abort).And.NotContain("DELETE /bucket/staged/a");
    }

    [Test]
    public async Task Copy_that_others_ended_may_be_tried_again()
    {
        CannedAmazon amazon = Copying().OnError(Complete, 404, "NoSuchUpload").OnError(Abort, 404, "NoSuchUpload")
            .OnError("GET /bucket/public/a", 404, "NoSuchUpload").On("HEAD", 404);

        (await FluentActions.Awaiting(() => amazon.Operations.PublishAsync(Staged, Target, new ObjectProperties()).AsTask())
            .Should().ThrowAsync<ValetKeyException>()).Which.IsTransient.Should().BeTrue();
    }

    private static CannedAmazon Copying() => new CannedAmazon().On("POST /bucket/public/a?uploads", 200, Begun).On("PUT", 200, Part);
}
