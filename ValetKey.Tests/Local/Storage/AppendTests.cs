using System.Security.Cryptography;
using System.Text;
using ValetKey.Local.Storage;
using ValetKey.Local.Storage.Digests;
using ValetKey.Tests.Support;

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
    public async Task The_length_is_that_of_the_whole()
    {
        await Put(Replace(), "one ");

        ObjectInfo info = (await Put(Append(), "two")).Stored!;

        info.Length.Should().Be(7);
        Store.Find(Container, "a").Should().BeEquivalentTo(info);
    }

    [Test]
    public async Task The_ETag_is_another_one_after_each_append_also_of_nothing()
    {
        List<string> tags = [(await Put(Replace(), "one")).Stored!.ETag];

        tags.Add((await Put(Append(), "")).Stored!.ETag);
        tags.Add((await Put(Append(), "")).Stored!.ETag);
        tags.Add((await Put(Append(), "two")).Stored!.ETag);

        tags.Should().OnlyHaveUniqueItems();
    }

    [Test]
    public async Task What_was_there_is_not_written_again()
    {
        await Put(Replace(), new string('x', 1000));
        string file = ContentFiles().Single();

        await Put(Append(), "y");

        ContentFiles().Should().HaveCount(2).And.Contain(file);
        new FileInfo(file).Length.Should().Be(1000);
    }

    [Test]
    public async Task Many_appends_make_few_files()
    {
        string[] lines = [.. Enumerable.Range(0, LongRun.IsAsked ? 1000 : 250).Select(i => $"line {i}\n")];

        int most = 0;
        foreach (string line in lines)
        {
            await Put(Append(), line);
            most = Math.Max(most, ContentFiles().Length);
        }

        Content().Should().Be(string.Concat(lines));
        most.Should().BeInRange(2, 1 + (int)Math.Log2(lines.Length), "a piece takes in those before it that are no longer than itself");
    }

    [Test]
    public async Task Who_reads_meanwhile_reads_what_was_there_to_the_end()
    {
        await Put(Replace(), "one ");
        await Put(Append(), "two");
        await using OpenedObject opened = Store.OpenRead(Container, "a")!;

        await Put(Append(), " three, which takes in the piece before it");

        new StreamReader(opened.Content).ReadToEnd().Should().Be("one two");
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
        TemporaryFiles().Should().BeEmpty();
    }
}
