using ValetKey.Local.Storage;
using ValetKey.Local.Storage.Sql;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local.Storage;

public sealed class SharedRootTests : StoreTest
{
    private ObjectStore _other = null!;

    [SetUp]
    public void OpenOther() => _other = Open();

    [TearDown]
    public void CloseOther() => _other.Dispose();

    [Test]
    public async Task What_one_store_writes_the_other_reads()
    {
        await Put(Replace(), "one");
        await _other.PutAsync(Replace(), Body("two"), default);

        Content().Should().Be("two");
        ContentFiles().Should().ContainSingle();
    }

    [Test]
    public async Task A_single_use_key_is_used_once_in_both_together([Range(1, 10)] int round)
    {
        PutRequest request = Replace($"{round}") with { SingleUse = new(KeyId.New(), Start.AddHours(1)) };

        PutResult[] results = await InBoth(16, (store, i) => store.PutAsync(request, Body($"{i}"), default));

        results.Count(result => result.Outcome == PutOutcome.Created).Should().Be(1);
        results.Count(result => result.Outcome == PutOutcome.KeyAlreadyUsed).Should().Be(15);
    }

    [Test]
    public async Task One_creation_succeeds_in_both_together()
    {
        PutResult[] results = await InBoth(16, (store, i) => store.PutAsync(Create(), Body($"{i}"), default));

        results.Count(result => result.Outcome == PutOutcome.Created).Should().Be(1);
        results.Count(result => result.Outcome == PutOutcome.AlreadyExists).Should().Be(15);
    }

    [Test]
    public async Task Appends_through_both_all_survive()
    {
        await InBoth(32, (store, i) => store.PutAsync(Append(), Body($"{i} "), default));

        Content()!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)
            .Should().BeEquivalentTo(Enumerable.Range(0, 32));
        TemporaryFiles().Should().BeEmpty();
    }

    [Test]
    public async Task Of_two_appends_that_have_both_copied_the_same_version_the_second_copies_again()
    {
        await Put(Replace(), "b");
        using SqliteSession session = new(Path.Combine(Root, "store.db"));
        session.Execute("BEGIN IMMEDIATE");

        Task<PutResult[]> appends = InBoth(2, (store, i) => store.PutAsync(Append(), Body($" {i}"), default));

        // Neither can commit now; once both have made their files, of the base and themselves, the race is on.
        await Eventually.TrueAsync(() => ContentFiles().Length == 3);
        session.Execute("ROLLBACK");
        (await appends).Should().OnlyContain(result => result.Outcome == PutOutcome.Appended);
        Content().Should().BeOneOf("b 0 1", "b 1 0");
    }

    [Test]
    public async Task An_upload_that_waits_for_another_writer_can_be_cancelled()
    {
        using SqliteSession session = new(Path.Combine(Root, "store.db"));
        session.Execute("BEGIN IMMEDIATE");
        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(50));

        Func<Task> upload = () => Store.PutAsync(Replace(), Body("text"), cancellation.Token);

        await upload.Should().ThrowAsync<OperationCanceledException>();
        ContentFiles().Should().BeEmpty();
        TemporaryFiles().Should().BeEmpty();
    }

    [Test]
    public async Task Many_may_open_a_new_root_at_once()
    {
        string root = Path.Combine(Root, "new");

        ObjectStore[] stores = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => Open(root))));
        await stores[0].PutAsync(Replace(), Body("text"), default);

        stores.Should().OnlyContain(store => store.Find(Container, "a") != null);
        Array.ForEach(stores, store => store.Dispose());
    }

    private Task<T[]> InBoth<T>(int count, Func<ObjectStore, int, Task<T>> act) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => act(i % 2 == 0 ? Store : _other, i))));
}
