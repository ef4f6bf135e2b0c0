using System.Web;
using ValetKey.Providers;
using ValetKey.Tests.Azure.Support;
using static System.Net.HttpStatusCode;

namespace ValetKey.Tests.Azure.Operations;

/// <summary>What goes over the wire, where Azurite cannot show it: sizes, conditions, and answers that come seldom.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class BlobWireTests : IDisposable
{
    private const long MiB = 1024 * 1024;

    private static readonly KeyScope Target = KeyScope.ForObject("media", "published/a.mp4");

    private readonly FakeBlobService _service = new();

    public void Dispose() => _service.Dispose();

    [Test]
    public async Task Large_blob_is_copied_in_pieces_that_make_the_whole_of_the_one_that_was_found()
    {
        await using TestAccount account = TestAccount.WithOptions(_service.Connect);
        StorageObject staged = Staged(10_000 * MiB);

        (await account.Operations.PublishAsync(staged, Target, new ObjectProperties())).Outcome.Should().Be(StorageOutcome.Completed);

        (long First, long Last)[] ranges = [.. _service.Staged.Select(Range).Order()];
        ranges.Should().HaveCount(40).And.OnlyContain(range => range.Last - range.First < 4000 * MiB);
        ranges[0].First.Should().Be(0);
        ranges.Zip(ranges.Skip(1)).Should().OnlyContain(pair => pair.Second.First == pair.First.Last + 1);
        ranges[^1].Last.Should().Be(staged.Length - 1);
        _service.Staged.Should().OnlyContain(block => block["x-ms-source-if-match"]!.Trim('"') == staged.Revision);
        BlobRequest commit = _service.Committed.Should().ContainSingle().Subject;
        commit["If-None-Match"].Should().Be("*");
        commit.BlockIds.Should().Equal(_service.Staged.OrderBy(Range).Select(block => block.BlockId)).And.OnlyContain(id => id.Length == 44);
        BlobRequest deletion = _service.Requests.Single(request => request.Method == "DELETE");
        (deletion.Url.AbsolutePath, deletion["If-Match"]!.Trim('"'), deletion["x-ms-delete-snapshots"]).Should().Be(
            ("/media/staging/a", staged.Revision, "include"));
    }

    [Test]
    public async Task Copy_is_allowed_by_a_short_key_for_reading_the_staged_blob_alone()
    {
        await using TestAccount account = TestAccount.WithOptions(options =>
        {
            _service.Connect(options);
            options.PublicBlobUri = new Uri("https://media.example.com");
        });

        await account.Operations.PublishAsync(Staged(10), Target, new ObjectProperties());

        Uri source = new(_service.Staged.Single()["x-ms-copy-source"]!);
        source.GetLeftPart(UriPartial.Path).Should().Be("https://contoso.blob.core.windows.net/media/staging/a");
        System.Collections.Specialized.NameValueCollection key = HttpUtility.ParseQueryString(source.Query);
        (key["sp"], key["sr"], key["spr"]).Should().Be(("r", "b", "https"));
        DateTimeOffset.Parse(key["se"]!, null).Should().Be(TestAccount.Start.AddMinutes(15));
        _service.Requests.Where(request => request.Operation != "block").Should().OnlyContain(request => request["x-ms-copy-source"] == null);
    }

    [Test]
    public async Task Blob_whose_commit_was_answered_to_nobody_is_known_by_its_blocks()
    {
        await using TestAccount account = TestAccount.WithOptions(_service.Connect);
        _service.Answer = request => request switch
        {
            { Operation: "blocklist", Method: "PUT" } => FakeBlobService.Refuse(Conflict, "BlobAlreadyExists"),
            { Operation: "blocklist", Method: "GET" } => FakeBlobService.Tell(OK, BlockList(_service.Staged)),
            { Method: "HEAD", Url.AbsolutePath: "/media/published/a.mp4" } when _service.Staged.Any() => Head(10),
            _ => null,
        };

        StorageResult result = await account.Operations.PublishAsync(Staged(10), Target, new ObjectProperties());

        (result.Outcome, result.Object!.Revision).Should().Be((StorageOutcome.Completed, FakeBlobService.NewTag.Trim('"')));
        _service.Requests.Should().Contain(request => request.Method == "DELETE");
    }

    [TestCase("anotherblock")]
    [TestCase(null)]
    public async Task Blob_of_other_blocks_is_not_taken_for_the_attempts_own(string? block)
    {
        await using TestAccount account = TestAccount.WithOptions(_service.Connect);
        _service.Answer = request => request switch
        {
            { Operation: "blocklist", Method: "PUT" } => FakeBlobService.Refuse(Conflict, "BlobAlreadyExists"),
            { Operation: "blocklist", Method: "GET" } => FakeBlobService.Tell(
                OK, BlockList(block is null ? [] : _service.Staged), block is null ? FakeBlobService.NewTag : "\"another\""),
            { Method: "HEAD" } when _service.Staged.Any() => Head(10),
            _ => null,
        };

        StorageResult result = await account.Operations.PublishAsync(Staged(10), Target, new ObjectProperties());

        result.Should().Be(new StorageResult(StorageOutcome.ObjectExists));
        _service.Requests.Should().NotContain(request => request.Method == "DELETE");
    }

    [Test]
    public async Task Blocks_that_another_has_discarded_are_staged_anew_under_other_ids()
    {
        await using TestAccount account = TestAccount.WithOptions(_service.Connect);
        _service.Answer = request => request is { Operation: "blocklist", Method: "PUT" } && _service.Committed.Count() < 3
            ? FakeBlobService.Refuse(BadRequest, "InvalidBlockList")
            : null;

        (await account.Operations.PublishAsync(Staged(10), Target, new ObjectProperties())).Outcome.Should().Be(StorageOutcome.Completed);

        _service.Staged.Select(block => block.BlockId).Should().HaveCount(3).And.OnlyHaveUniqueItems();
        _service.Committed.Select(commit => commit.BlockIds.Single()).Should().Equal(_service.Staged.Select(block => block.BlockId));
    }

    [Test]
    public async Task Blocks_that_are_discarded_time_and_again_are_given_up()
    {
        await using TestAccount account = TestAccount.WithOptions(_service.Connect);
        _service.Answer = request => request is { Operation: "blocklist", Method: "PUT" }
            ? FakeBlobService.Refuse(BadRequest, "InvalidBlockList")
            : null;

        Func<Task> publishing = async () => await account.Operations.PublishAsync(Staged(10), Target, new ObjectProperties());

        ValetKeyException fault = (await publishing.Should().ThrowAsync<ValetKeyException>()).Which;
        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.ProviderFailure, true));
        _service.Committed.Should().HaveCount(10);
    }

    [Test]
    public async Task Source_that_cannot_be_deleted_does_not_undo_the_publication_and_is_logged()
    {
        await using TestAccount account = TestAccount.WithOptions(_service.Connect);
        _service.Answer = request => request.Method == "DELETE" ? FakeBlobService.Refuse(Forbidden, "AuthorizationPermissionMismatch") : null;

        StorageResult result = await account.Operations.PublishAsync(Staged(10), Target, new ObjectProperties());

        result.Outcome.Should().Be(StorageOutcome.Completed);
        account.Logs.GetSnapshot().Should().ContainSingle(record => record.Id.Name == "SourceLeft")
            .Which.Message.Should().StartWith("media: what was copied is still there").And.Contain("(403)").And.NotContain("hunter2");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Directories_are_passed_over_where_there_are_any(bool hierarchical)
    {
        await using TestAccount account = TestAccount.WithOptions(options =>
        {
            _service.Connect(options);
            options.HierarchicalNamespace = hierarchical;
        });
        _service.Answer = request => request is { Operation: "list" } ? FakeBlobService.Tell(OK, """
            <?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs>
            <Blob><Name>staging/d</Name><Properties><Etag>0x1</Etag><Content-Length>0</Content-Length></Properties>
            <Metadata><hdi_isfolder>true</hdi_isfolder></Metadata></Blob>
            <Blob><Name>staging/d/file</Name><Properties><Etag>0x2</Etag><Content-Length>1</Content-Length></Properties><Metadata /></Blob>
            </Blobs><NextMarker /></EnumerationResults>
            """) : null;

        List<StagedItem> items = await account.Operations.ListStagedAsync("media", "staging/").ToListAsync();

        items.Select(item => item.Name).Should().Equal(hierarchical ? ["staging/d/file"] : ["staging/d", "staging/d/file"]);
    }

    private static StorageObject Staged(long length) => new("media", "staging/a", length, "0x8DSTAGED");

    private static (long First, long Last) Range(BlobRequest block)
    {
        string[] ends = block["x-ms-source-range"]!["bytes=".Length..].Split('-');
        return (long.Parse(ends[0], null), long.Parse(ends[1], null));
    }

    private static HttpResponseMessage Head(long length)
    {
        HttpResponseMessage answer = FakeBlobService.Tell(OK);
        answer.Content.Headers.ContentLength = length;
        return answer;
    }

    private static string BlockList(IEnumerable<BlobRequest> blocks) =>
        $"<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList><CommittedBlocks>{string.Concat(blocks.Select(block =>
            $"<Block><Name>{block.BlockId}</Name><Size>1</Size></Block>"))}</CommittedBlocks></BlockList>";
}
