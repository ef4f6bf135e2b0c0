using ValetKey.Local.Storage;

namespace ValetKey.Tests.Local.Storage;

public sealed class DeleteTests : StoreTest
{
    [Test]
    public async Task An_object_is_gone_with_its_content()
    {
        await Put(Replace(), "text");

        (await Delete(new(Container, "a"))).Should().Be(DeleteOutcome.Deleted);

        Store.Find(Container, "a").Should().BeNull();
        Store.OpenRead(Container, "a").Should().BeNull();
        ContentFiles().Should().BeEmpty();
    }

    [Test]
    public async Task Neighbours_and_other_containers_stay()
    {
        await Put(Replace(), "text");
        await Put(Replace("ab"), "text");
        await Put(Replace() with { Container = "other" }, "text");

        await Delete(new(Container, "a"));

        Store.Find(Container, "ab").Should().NotBeNull();
        Store.Find("other", "a").Should().NotBeNull();
    }

    [Test]
    public async Task A_missing_object_is_not_found_whatever_the_precondition() =>
        (await Delete(new(Container, "a") { Precondition = Preconditions.IfMatch("*") })).Should().Be(DeleteOutcome.NotFound);

    [Test]
    public async Task A_failed_precondition_deletes_nothing()
    {
        await Put(Replace(), "text");

        DeleteOutcome outcome = await Delete(new(Container, "a") { Precondition = Preconditions.IfMatch("\"x\"") });

        outcome.Should().Be(DeleteOutcome.PreconditionFailed);
        Content().Should().Be("text");
    }

    [Test]
    public async Task A_single_use_key_deletes_once_and_is_not_spent_by_a_refusal()
    {
        SingleUse use = new(KeyId.New(), Start.AddHours(1));
        DeleteRequest request = new(Container, "a") { SingleUse = use };

        DeleteOutcome missing = await Delete(request);
        await Put(Replace(), "one");
        DeleteOutcome refused = await Delete(request with { Precondition = Preconditions.IfMatch("\"x\"") });
        DeleteOutcome first = await Delete(request);
        await Put(Replace(), "two");
        DeleteOutcome second = await Delete(request);

        missing.Should().Be(DeleteOutcome.NotFound);
        refused.Should().Be(DeleteOutcome.PreconditionFailed);
        first.Should().Be(DeleteOutcome.Deleted);
        second.Should().Be(DeleteOutcome.KeyAlreadyUsed);
        Content().Should().Be("two");
    }

    private Task<DeleteOutcome> Delete(DeleteRequest request) => Store.DeleteAsync(request, CancellationToken.None);
}
