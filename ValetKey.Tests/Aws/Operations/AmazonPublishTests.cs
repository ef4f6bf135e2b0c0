using ValetKey.Providers;
using ValetKey.Tests.Aws.Operations.Support;

namespace ValetKey.Tests.Aws.Operations;

/// <summary>How Amazon is asked to copy, and what its answers are taken for.</summary>
public sealed class AmazonPublishTests
{
    private const string Copied = $"<CopyObjectResult><ETag>{CannedAmazon.Tag}</ETag></CopyObjectResult>";
    private const string Copy = "PUT /bucket/public/a";

    private static readonly StorageObject Staged = new("bucket", "staged/a 100%25+\"é\"", 7, CannedAmazon.Tag);
    private static readonly KeyScope Target = KeyScope.ForObject("bucket", "public/a");

    [Test]
    public async Task Copy_is_bound_on_both_ends_and_takes_nothing_over()
    {
        CannedAmazon amazon = new CannedAmazon().On(Copy, 200, Copied).OnHead("public/a").On("DELETE", 204);
        ObjectProperties properties = new() { ContentType = "image/png", Metadata = new Dictionary<string, string> { ["owner"] = "alice" } };

        StorageResult result = await amazon.Operations.PublishAsync(Staged, Target, properties);

        (result.Outcome, result.Object!.Name, result.Object.Revision).Should().Be((StorageOutcome.Completed, "public/a", CannedAmazon.Tag));
        amazon.Headers[0].Should().Contain(new Dictionary<string, string>
        {
            ["If-None-Match"] = "*",
            ["x-amz-copy-source-if-match"] = CannedAmazon.Tag,
            ["x-amz-copy-source"] = "bucket%2Fstaged%2Fa%20100%2525%2B%22%C3%A9%22",
            ["x-amz-metadata-directive"] = "REPLACE",
            ["x-amz-tagging-directive"] = "REPLACE",
            ["x-amz-meta-owner"] = "alice",
            ["Content-Type"] = "image/png",
        });
        amazon.HeaderOf("DELETE /bucket/staged/a%20100%2525%2B%22%C3%A9%22", "If-Match").Should().Be(CannedAmazon.Tag);
    }

    [Test]
    public async Task Overwriting_binds_the_source_alone()
    {
        CannedAmazon amazon = new CannedAmazon().On(Copy, 200, Copied).OnHead("public/a").On("DELETE", 204);

        await amazon.Operations.PublishAsync(Staged, Target, new ObjectProperties(), overwrite: true);

        amazon.Headers[0].Should().ContainKey("x-amz-copy-source-if-match").And.NotContainKey("If-None-Match");
    }

    [TestCase(412, "PreconditionFailed", CannedAmazon.Tag, StorageOutcome.ObjectExists)]
    [TestCase(412, "PreconditionFailed", "\"00000000000000000000000000000000\"", StorageOutcome.Changed)]
    [TestCase(412, "PreconditionFailed", null, StorageOutcome.NotFound)]
    [TestCase(404, "NoSuchKey", null, StorageOutcome.NotFound)]
    [TestCase(200, "PreconditionFailed", CannedAmazon.Tag, StorageOutcome.ObjectExists)]
    public async Task What_does_not_hold_is_found_out(int status, string code, string? tagNow, StorageOutcome outcome)
    {
        CannedAmazon amazon = new CannedAmazon().OnError(Copy, status, code);
        _ = tagNow is null ? amazon.On("HEAD", 404) : amazon.OnHead("staged/", tagNow);

        (await amazon.Operations.PublishAsync(Staged, Target, new ObjectProperties())).Should().Be(new StorageResult(outcome));

        amazon.Requests.Should().NotContain(request => request.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Test]
    public async Task Conflict_with_others_is_tried_again()
    {
        CannedAmazon amazon = new CannedAmazon().OnError(Copy, 409, "ConditionalRequestConflict").On(Copy, 200, Copied)
            .OnHead("public/a").On("DELETE", 204);

        (await amazon.Operations.PublishAsync(Staged, Target, new ObjectProperties())).Outcome.Should().Be(StorageOutcome.Completed);

        amazon.Requests.Count(request => request.StartsWith(Copy, StringComparison.Ordinal)).Should().Be(2);
    }

    [TestCase(409, "ConditionalRequestConflict", true, 3)]
    [TestCase(200, "InternalError", true, 1)]
    [TestCase(200, "SlowDown", true, 1)]
    [TestCase(503, "SlowDown", true, 1)]
    [TestCase(403, "AccessDenied", false, 1)]
    [TestCase(200, "AccessDenied", false, 1)]
    [TestCase(404, "NoSuchBucket", false, 1)]
    [TestCase(301, "PermanentRedirect", false, 1)]
    public async Task Fault_says_whether_it_may_pass_and_nothing_that_the_store_wrote(int status, string code, bool passes, int tries)
    {
        CannedAmazon amazon = new CannedAmazon().OnError(Copy, status, code);

        ValetKeyException fault = (await FluentActions
            .Awaiting(() => amazon.Operations.PublishAsync(Staged, Target, new ObjectProperties()).AsTask())
            .Should().ThrowAsync<ValetKeyException>()).Which;

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.ProviderFailure, passes));
        fault.Message.Should().Contain("bucket").And.NotContain("hunter2");
        fault.Message.Contains("s3:PutObject", StringComparison.Ordinal).Should().Be(code == "AccessDenied");
        amazon.Requests.Should().HaveCount(tries);
    }

    [Test]
    public async Task Answer_that_was_cut_is_no_success()
    {
        CannedAmazon amazon = new CannedAmazon().On(Copy, 200);

        (await FluentActions.Awaiting(() => amazon.Operations.PublishAsync(Staged, Target, new ObjectProperties()).AsTask())
            .Should().ThrowAsync<ValetKeyException>()).Which.IsTransient.Should().BeTrue();
    }

    [Test]
    public async Task Staged_object_that_cannot_be_deleted_is_logged_and_the_published_one_counts()
    {
        CannedAmazon amazon = new CannedAmazon().On(Copy, 200, Copied).OnHead("public/a").OnError("DELETE", 403, "AccessDenied");

        (await amazon.Operations.PublishAsync(Staged, Target, new ObjectProperties())).Outcome.Should().Be(StorageOutcome.Completed);

        amazon.Log.LatestRecord.Message.Should().Contain("s3:DeleteObject").And.NotContain("hunter2");
    }

    [Test]
    public async Task Object_that_others_replaced_at_once_is_told_as_it_was_made()
    {
        CannedAmazon amazon = new CannedAmazon().On(Copy, 200, Copied).OnHead("public/a", "\"0\"", 9).On("DELETE", 204);

        StorageResult result = await amazon.Operations.PublishAsync(Staged, Target, new ObjectProperties { ContentType = "image/png" });

        result.Object.Should().BeEquivalentTo(Staged with { Name = "public/a", ContentType = "image/png" });
    }
}
