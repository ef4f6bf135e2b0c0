using ValetKey.Local.Storage.Sql;

namespace ValetKey.Tests.Local.Storage;

/// <summary>Changes that are committed together are still changes of their own.</summary>
public sealed class WriterTests : WriterTest
{
    private const long BytesOfOneCommit = 4096;

    [Test]
    public async Task Those_that_wait_for_the_disk_go_to_it_together()
    {
        using SqliteSession other = NewSession();
        long before = LogBytes();
        other.Execute("BEGIN IMMEDIATE");
        Task[] changes = [.. Enumerable.Range(0, 100).Select(Insert)];
        other.Execute("ROLLBACK");

        await Task.WhenAll(changes);

        Numbers().Should().Equal(Enumerable.Range(0, 100).Select(number => (long)number));
        (LogBytes() - before).Should().BeInRange(1, 10 * BytesOfOneCommit, "each commit adds a page at least to the log");
    }

    [Test]
    public async Task One_that_does_not_commit_undoes_itself_alone_and_still_answers()
    {
        using SqliteSession other = NewSession();
        other.Execute("BEGIN IMMEDIATE");
        Task before = Insert(1);
        Task<string> undecided = Writer.RunAsync(
            transaction =>
            {
                transaction.Session.Execute("INSERT INTO numbers VALUES (2)");
                return "seen";
            },
            default);
        other.Execute("ROLLBACK");
        await before;

        (await undecided).Should().Be("seen");
        Numbers().Should().Equal(1);
    }

    [Test]
    public async Task Later_ones_see_what_earlier_ones_of_the_same_commit_did()
    {
        using SqliteSession other = NewSession();
        other.Execute("BEGIN IMMEDIATE");
        Task first = Insert(1);
        Task<long?> second = Writer.RunAsync(transaction => transaction.Session.Number("SELECT count(*) FROM numbers"), default);
        other.Execute("ROLLBACK");
        await first;

        (await second).Should().Be(1);
    }

    [Test]
    public async Task What_is_to_follow_a_commit_follows_it_and_only_it()
    {
        List<string> followed = [];

        await Writer.RunAsync(
            transaction =>
            {
                transaction.AfterCommit(() => followed.Add($"committed {Numbers().Count}"));
                transaction.Session.Execute("INSERT INTO numbers VALUES (1)");
                transaction.Commit();
                return 0;
            },
            default);
        await Writer.RunAsync(
            transaction =>
            {
                transaction.AfterCommit(() => followed.Add("never"));
                return 0;
            },
            default);

        followed.Should().Equal("committed 1");
    }

    [Test]
    public async Task Many_at_once_are_all_done_and_in_one_piece([Values(1, 16, 64)] int callers)
    {
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (int i = 0; i < 50; i++)
            {
                await Insert((caller * 50) + i);
            }
        })));

        Numbers().Should().HaveCount(callers * 50);
    }
}
