using ValetKey.Providers;
using ValetKey.Tests.Gcp.Operations.Support;
using ValetKey.Tests.Servers.Gcs;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Operations;

internal sealed class GcsPublishTests : GcsOperationTests
{
    private static readonly ObjectProperties Properties = new()
    {
        ContentType = "image/png",
        ContentDisposition = "attachment; filename*=UTF-8''%C3%A4.png",
        CacheControl = "private, max-age=60",
        Metadata = new Dictionary<string, string> { ["owner"] = "alice" },
    };

    [Test]
    public async Task Object_moves_with_its_new_properties_and_none_of_its_old()
    {
        StorageObject staged = await StageAsync("staged/a", "whole", ("x-goog-meta-uploader", "mallory"), ("content-encoding", "gzip"));

        StorageResult result = await Operations.PublishAsync(staged, Object("public/a"), Properties);

        result.Should().BeEquivalentTo(new StorageResult(StorageOutcome.Completed, await Operations.FindAsync(Bucket, "public/a")));
        result.Object!.Checksums.Should().Equal(staged.Checksums);
        Server.Store.Find(Bucket, "public/a")!.Headers.Should().Equal(new Dictionary<string, string>
        {
            ["content-type"] = "image/png",
            ["content-disposition"] = Properties.ContentDisposition!,
            ["cache-control"] = Properties.CacheControl!,
            ["x-goog-meta-owner"] = "alice",
        });
        Server.Store.List(Bucket, "").Should().Equal("public/a");
        (await Operations.PublishAsync(staged, Object("public/a"), Properties)).Outcome.Should().Be(StorageOutcome.NotFound);
    }

    [Test]
    public async Task Nothing_is_taken_over_where_nothing_is_said()
    {
        StorageObject staged = await StageAsync("staged/a", "whole", ("content-type", "text/html"), ("x-goog-meta-uploader", "mallory"));

        await Operations.PublishAsync(staged, Object("public/a"), new ObjectProperties());

        Server.Store.Find(Bucket, "public/a")!.Headers.Should().Equal(
            new Dictionary<string, string> { ["content-type"] = "application/octet-stream" });
    }

    [Test]
    public async Task Object_that_is_there_stays_unless_it_is_to_be_replaced()
    {
        StorageObject staged = await StageAsync("staged/a");
        Put("public/a", "there");

        (await Operations.PublishAsync(staged, Object("public/a"), Properties)).Should().Be(new StorageResult(StorageOutcome.ObjectExists));
        (ContentOf("public/a"), ContentOf("staged/a")).Should().Be(("there", "staged"));
        (await Operations.PublishAsync(staged, Object("public/a"), Properties, overwrite: true)).Outcome.Should().Be(StorageOutcome.Completed);
        (ContentOf("public/a"), ContentOf("staged/a")).Should().Be(("staged", null));
    }

    [Test]
    public async Task What_has_changed_since_or_is_gone_is_not_published([Values] bool overwrite)
    {
        StorageObject staged = await StageAsync("staged/a");

        Put("staged/a", "staged");
        (await Operations.PublishAsync(staged, Object("public/a"), Properties, overwrite)).Should().Be(new StorageResult(StorageOutcome.Changed));
        await Operations.DeleteAsync(Bucket, "staged/a");
        (await Operations.PublishAsync(staged, Object("public/a"), Properties, overwrite)).Should().Be(new StorageResult(StorageOutcome.NotFound));

        ContentOf("public/a").Should().BeNull();
    }

    [Test]
    public async Task Large_object_is_rewritten_in_several_calls_each_under_the_conditions()
    {
        Server.Service.Json.RewrittenAtOnce = 100;
        StorageObject staged = await StageAsync("staged/a", new string('a', 250));
        StorageObject swapped = await StageAsync("staged/b", new string('b', 250));
        int calls = 0;
        Server.Service.Json.Fails = call =>
        {
            if (call.Contains("staged%2Fb/rewriteTo", StringComparison.Ordinal) && ++calls == 3)
            {
                Put("staged/b", new string('x', 250));
            }

            return null;
        };

        (await Operations.PublishAsync(staged, Object("public/a"), Properties)).Outcome.Should().Be(StorageOutcome.Completed);
        (await Operations.PublishAsync(swapped, Object("public/b"), Properties)).Outcome.Should().Be(StorageOutcome.Changed);

        ContentOf("public/a").Should().Be(new string('a', 250));
        CallsOf("staged%2Fa/rewriteTo").Should().Be(3);
        ContentOf("public/b").Should().BeNull();
    }

    [Test]
    public async Task Of_many_that_race_for_a_name_one_has_it()
    {
        StorageObject[] staged = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => StageAsync($"staged/{number}", $"{number}")));

        StorageResult[] results = await Task.WhenAll(staged.Select(one => Operations.PublishAsync(one, Object("public/a"), Properties).AsTask()));

        int winner = results.Index().Single(result => result.Item.Outcome == StorageOutcome.Completed).Index;
        results.Count(result => result.Outcome == StorageOutcome.ObjectExists).Should().Be(15);
        ContentOf("public/a").Should().Be($"{winner}");
    }

    [TestCaseSource(typeof(FolderNames), nameof(FolderNames.Odd))]
    public async Task Odd_names_are_staged_and_published(string name)
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, "s/" + name[..Math.Min(name.Length, 900)]);
        StorageResult staged = await Operations.CompletePartsAsync(upload, await PutPartsAsync(upload, "a", "b"));

        (await Operations.PublishAsync(staged.Object!, Object("p/" + name), Properties)).Outcome.Should().Be(StorageOutcome.Completed);

        Server.Store.List(Bucket, "").Should().Equal("p/" + name);
        ContentOf("p/" + name).Should().Be("ab");
    }

    [Test]
    public async Task Nothing_is_published_onto_itself()
    {
        StorageObject staged = await StageAsync("staged/a");

        await FluentActions.Awaiting(() => Operations.PublishAsync(staged, Object("staged/a"), Properties, overwrite: true).AsTask())
            .Should().ThrowAsync<ArgumentException>();

        ContentOf("staged/a").Should().Be("staged");
    }

    [Test]
    public async Task Bucket_that_is_not_there_is_a_fault()
    {
        StorageObject staged = await StageAsync("staged/a");

        (await FaultOfAsync(Operations.PublishAsync(staged, KeyScope.ForObject("nowhere", "a"), Properties))).IsTransient.Should().BeFalse();

        ContentOf("staged/a").Should().Be("staged");
    }

    [Test]
    public async Task Staged_object_that_cannot_be_deleted_is_logged_and_the_published_one_counts()
    {
        StorageObject staged = await StageAsync("staged/a");
        Server.Service.Json.Fails = call => call.StartsWith("DELETE", StringComparison.Ordinal) ? 403 : null;

        (await Operations.PublishAsync(staged, Object("public/a"), Properties)).Outcome.Should().Be(StorageOutcome.Completed);

        Log.LatestRecord.Message.Should().Contain("storage.objects.delete").And.NotContain(GcsTokens.OwnToken);
    }
}
