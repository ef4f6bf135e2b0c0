using ValetKey.Local.Storage;

namespace ValetKey.Tests.Local.Storage;

public sealed class PutTests : StoreTest
{
    [Test]
    public async Task A_new_object_is_created_and_can_be_read()
    {
        PutResult result = await Put(Replace(), "hello");

        result.Outcome.Should().Be(PutOutcome.Created);
        Content().Should().Be("hello");
        TemporaryFiles().Should().BeEmpty();
    }

    [Test]
    public async Task An_existing_object_is_replaced_and_its_old_content_is_deleted()
    {
        await Put(Replace(), "old");

        PutResult result = await Put(Replace(), "new");

        result.Outcome.Should().Be(PutOutcome.Replaced);
        Content().Should().Be("new");
        ContentFiles().Should().ContainSingle();
    }

    [Test]
    public async Task Create_only_refuses_an_existing_object_without_reading_the_body()
    {
        await Put(Replace(), "old");
        GeneratedStream body = new(1000);

        PutResult result = await Put(Create(), body);

        result.Should().Be(new PutResult(PutOutcome.AlreadyExists));
        body.Taken.Should().Be(0);
        Content().Should().Be("old");
    }

    [Test]
    public async Task Create_only_refuses_an_object_that_appears_while_the_body_arrives()
    {
        GeneratedStream body = new(10, onRead: at => PutWhenAt(0, at));

        PutResult result = await Put(Create(), body);

        result.Outcome.Should().Be(PutOutcome.AlreadyExists);
        Content().Should().Be("first");
        ContentFiles().Should().ContainSingle();
    }

    [Test]
    public async Task Of_many_concurrent_creations_exactly_one_succeeds()
    {
        string[] texts = [.. Enumerable.Range(0, 32).Select(i => $"text {i}")];

        PutResult[] results = await Task.WhenAll(texts.Select(text => Task.Run(() => Put(Create(), text))));

        results.Count(result => result.Outcome == PutOutcome.Created).Should().Be(1);
        results.Count(result => result.Outcome == PutOutcome.AlreadyExists).Should().Be(31);
        Content().Should().Be(texts[Array.FindIndex(results, result => result.Outcome == PutOutcome.Created)]);
        ContentFiles().Should().ContainSingle();
    }

    [Test]
    public async Task An_empty_body_makes_an_empty_object()
    {
        await Put(Replace(), "");

        Store.Find(Container, "a")!.Length.Should().Be(0);
        Content().Should().BeEmpty();
    }

    [Test]
    public async Task A_body_that_arrives_in_dribs_and_drabs_arrives_whole()
    {
        await Put(Replace("slow"), new GeneratedStream(300_000, longestRead: 777));
        await Put(Replace("fast"), new GeneratedStream(300_000));

        Store.Find(Container, "slow")!.Length.Should().Be(300_000);
        Store.Find(Container, "slow")!.ETag.Should().Be(Store.Find(Container, "fast")!.ETag);
    }

    private void PutWhenAt(long wanted, long at)
    {
        if (at == wanted)
        {
            Put(Create(), "first").GetAwaiter().GetResult();
        }
    }
}
