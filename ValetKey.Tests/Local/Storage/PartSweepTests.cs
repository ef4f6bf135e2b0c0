using ValetKey.Local.Storage;
using ValetKey.Local.Storage.Parts;
using ValetKey.Providers;

namespace ValetKey.Tests.Local.Storage;

/// <summary>What becomes of the parts of uploads that are not completed.</summary>
public sealed class PartSweepTests : StoreTest
{
    [Test]
    public async Task An_aborted_upload_leaves_no_file()
    {
        Guid upload = await BeginAsync();
        await PutPartAsync(upload, 1, "one");

        bool aborted = await Store.AbortPartsAsync(Container, "a", upload, default);

        aborted.Should().BeTrue();
        Store.ListParts(Container, "a", upload).Should().BeNull();
        ContentFiles().Should().BeEmpty();
    }

    [Test]
    public async Task A_part_that_is_put_again_leaves_one_file()
    {
        Guid upload = await BeginAsync();
        await PutPartAsync(upload, 1, "one");
        await PutPartAsync(upload, 1, "uno");

        ContentFiles().Should().ContainSingle();
    }

    [Test]
    public async Task An_upload_that_was_left_for_a_week_is_aborted_when_another_begins()
    {
        Guid left = await BeginAsync();
        await PutPartAsync(left, 1, "one");
        Time.Advance(TimeSpan.FromDays(7));
        Guid before = await BeginAsync();
        Store.ListParts(Container, "a", left).Should().ContainSingle();
        Time.Advance(TimeSpan.FromSeconds(1));

        Guid after = await BeginAsync();

        Store.ListParts(Container, "a", left).Should().BeNull();
        Store.ListParts(Container, "a", before).Should().BeEmpty();
        Store.ListParts(Container, "a", after).Should().BeEmpty();
        ContentFiles().Should().BeEmpty();
    }

    [Test]
    public async Task A_sweep_does_the_same_and_leaves_what_was_completed()
    {
        Guid left = await BeginAsync();
        await PutPartAsync(left, 1, "one");
        Guid completed = await BeginAsync("b");
        await PutPartAsync(completed, 1, "two", "b");
        IReadOnlyList<UploadedPart> parts = Store.ListParts(Container, "b", completed)!;
        await Store.CompletePartsAsync(Container, "b", completed, parts, default);
        Time.Advance(TimeSpan.FromDays(8));

        await Store.SweepAsync(default);

        Store.ListParts(Container, "a", left).Should().BeNull();
        Content("b").Should().Be("two");
        ContentFiles().Should().ContainSingle();
    }

    [Test]
    public async Task Parts_are_there_after_reopening()
    {
        Guid upload = await BeginAsync();
        await PutPartAsync(upload, 1, "one");
        Store.Dispose();

        using ObjectStore reopened = Open();

        reopened.ListParts(Container, "a", upload).Should().ContainSingle().Which.Length.Should().Be(3);
    }

    private Task<Guid> BeginAsync(string name = "a") => Store.BeginPartsAsync(Container, name, default);

    private async Task PutPartAsync(Guid upload, int number, string text, string name = "a")
    {
        PutResult result = await Put(Replace(name) with { Part = new PartTarget(upload, number) }, text);
        result.Outcome.Should().Be(PutOutcome.Created);
    }
}
