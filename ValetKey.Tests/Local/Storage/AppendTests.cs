using System.Security.Cryptography;
using System.Text;
using ValetKey.Local.Storage;
using ValetKey.Local.Storage.Digests;

namespace ValetKey.Tests.Local.Storage;

public sealed class AppendTests : StoreTest
{
    [Test]
    public async Task The_body_goes_after_what_is_there()
    {
        await Put(Replace(), "one ");

        PutResult result = await Put(Append(), "two");

        result.Outcome.Should().Be(PutOutcome.Appended);
        Content().Should().Be("one two");
        ContentFiles().Should().ContainSingle();
        TemporaryFiles().Should().BeEmpty();
    }

    [Test]
    public async Task A_missing_object_is_created()
    {
        PutResult result = await Put(Append() with { Headers = new() { ContentType = "text/plain" } }, "one");

        result.Outcome.Should().Be(PutOutcome.Created);
        result.Stored!.Headers.ContentType.Should().Be("text/plain");
        Content().Should().Be("one");
    }

    [Test]
    public async Task Headers_and_metadata_of_the_existing_object_stay()
    {
        ObjectHeaders headers = new() { ContentType = "text/csv", Metadata = new Dictionary<string, string> { ["k"] = "v" } };
        await Put(Replace() with { Headers = headers }, "one");

        await Put(Append() with { Headers = new() { ContentType = "text/html" } }, "two");

        Store.Find(Container, "a")!.Headers.Should().BeEquivalentTo(headers);
    }

    [Test]
    public async Task Length_ETag_and_stored_digests_are_those_of_the_whole()
    {
        await Put(Replace() with { Compute = DigestKinds.Sha256 }, "one ");

        ObjectInfo info = (await Put(Append() with { Compute = DigestKinds.Crc32C }, "two")).Stored!;

        ObjectInfo whole = (await Put(Replace("whole") with { Compute = DigestKinds.Crc32C }, "one two")).Stored!;
        info.Length.Should().Be(7);
        info.ETag.Should().Be(whole.ETag);
        info.Digests.Crc32C.Should().Equal(whole.Digests.Crc32C);
        info.Digests.Sha256.Should().Equal(SHA256.HashData(Encoding.ASCII.GetBytes("one two")));
    }

    [Test]
    public async Task Limits_and_expected_digests_concern_the_body_alone()
    {
        await Put(Replace(), "a long beginning ");
        Digest digest = new(DigestKinds.Sha256, SHA256.HashData(Encoding.ASCII.GetBytes("end")));
        PutRequest request = Append() with { MinimumLength = 3, MaximumLength = 3, Expected = [digest] };

        PutResult tooLarge = await Put(request, "end.");
        PutResult tooSmall = await Put(request, "en");
        PutResult mismatch = await Put(request, "enD");
        PutResult right = await Put(request, "end");

        tooLarge.Outcome.Should().Be(PutOutcome.TooLarge);
        tooSmall.Outcome.Should().Be(PutOutcome.TooSmall);
        mismatch.Outcome.Should().Be(PutOutcome.DigestMismatch);
        right.Outcome.Should().Be(PutOutcome.Appended);
        Content().Should().Be("a long beginning end");
    }

    [Test]
    public async Task Concurrent_appends_to_a_missing_object_all_survive()
    {
        string[] lines = [.. Enumerable.Range(0, 48).Select(i => $"line {i}\n")];

        PutResult[] results = await Task.WhenAll(lines.Select(line => Task.Run(() => Put(Append(), line))));

        results.Count(result => result.Outcome == PutOutcome.Created).Should().Be(1);
        results.Count(result => result.Outcome == PutOutcome.Appended).Should().Be(47);
        Content()!.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line + "\n")
            .Should().BeEquivalentTo(lines);
        ContentFiles().Should().ContainSingle();
        TemporaryFiles().Should().BeEmpty();
    }
}
