using ValetKey.Local.Storage;

namespace ValetKey.Tests.Local.Storage;

public sealed class PreconditionTests : StoreTest
{
    [Test]
    public async Task If_match_admits_the_current_version_only()
    {
        string first = (await Put(Replace(), "one")).Stored!.ETag;

        PutResult matching = await Put(Replace() with { Precondition = Preconditions.IfMatch("\"x\"", first) }, "two");
        PutResult outdated = await Put(Replace() with { Precondition = Preconditions.IfMatch(first) }, "three");

        matching.Outcome.Should().Be(PutOutcome.Replaced);
        outdated.Should().Be(new PutResult(PutOutcome.PreconditionFailed));
        Content().Should().Be("two");
    }

    [Test]
    public async Task If_match_any_needs_an_object()
    {
        PutResult without = await Put(Replace() with { Precondition = Preconditions.IfMatch("*") }, "one");
        await Put(Replace(), "two");
        PutResult with = await Put(Replace() with { Precondition = Preconditions.IfMatch("*") }, "three");

        without.Outcome.Should().Be(PutOutcome.PreconditionFailed);
        with.Outcome.Should().Be(PutOutcome.Replaced);
    }

    [Test]
    public async Task If_none_match_any_needs_there_to_be_no_object()
    {
        PutRequest request = Replace() with { Precondition = Preconditions.IfNoneMatch("*") };

        PutResult first = await Put(request, "one");
        PutResult second = await Put(request, "two");

        first.Outcome.Should().Be(PutOutcome.Created);
        second.Outcome.Should().Be(PutOutcome.PreconditionFailed);
    }

    [Test]
    public async Task A_weak_tag_matches_weakly_only()
    {
        ObjectInfo info = (await Put(Replace(), "one")).Stored!;

        Preconditions.IfMatch("W/" + info.ETag)(info).Should().BeFalse();
        Preconditions.IfNoneMatch("W/" + info.ETag)(info).Should().BeFalse();
        Preconditions.IfNoneMatch("W/\"x\"")(info).Should().BeTrue();
    }

    [Test]
    public async Task Of_many_concurrent_writes_to_one_version_exactly_one_succeeds()
    {
        string version = (await Put(Replace(), "base")).Stored!.ETag;
        PutRequest request = Replace() with { Precondition = Preconditions.IfMatch(version) };

        PutResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(i => Task.Run(() => Put(request, $"text {i}"))));

        results.Count(result => result.Outcome == PutOutcome.Replaced).Should().Be(1);
        results.Count(result => result.Outcome == PutOutcome.PreconditionFailed).Should().Be(31);
    }

    [Test]
    public async Task A_precondition_that_fails_at_once_saves_reading_the_body()
    {
        GeneratedStream body = new(1000);

        await Put(Replace() with { Precondition = Preconditions.IfMatch("*") }, body);

        body.Taken.Should().Be(0);
    }
}
