using ValetKey.Local.Storage.Sql;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local.Storage;

/// <summary>Changes that are committed together are still changes of their own.</summary>
public sealed class WriterTests : StoreTest
{
    private const long BytesOfOneCommit = 4096;

    private SessionPool _sessions = null!;
    private Writer _writer = null!;

    [SetUp]
    public void OpenWriter()
    {
        _sessions = new SessionPool(Path.Combine(Root, "writer.db"));
        _writer = new Writer(_sessions);
        using SqliteSession session = NewSession();
        session.Execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY)");
    }

    [TearDown]
    public void CloseWriter() => _sessions.Dispose();

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
    public async Task One_that_throws_undoes_itself_alone()
    {
        using SqliteSession other = NewSession();
        other.Execute("BEGIN IMMEDIATE");
        Task before = Insert(1);
        Task<int> failing = _writer.RunAsync<int>(
            transaction =>
            {
                transaction.Session.Execute("INSERT INTO numbers VALUES (2)");
                throw new InvalidDataException("no");
            },
            default);
        Task after = Insert(3);
        other.Execute("ROLLBACK");

        await Task.WhenAll(before, after);
        await FluentActions.Awaiting(() => failing).Should().ThrowAsync<InvalidDataException>().WithMessage("no");
        Numbers().Should().Equal(1, 3);
    }

    [Test]
    public async Task One_that_does_not_commit_undoes_itself_alone_and_still_answers()
    {
        using SqliteSession other = NewSession();
        other.Execute("BEGIN IMMEDIATE");
        Task before = Insert(1);
        Task<string> undecided = _writer.RunAsync(
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
        Task<long?> second = _writer.RunAsync(transaction => transaction.Session.Number("SELECT count(*) FROM numbers"), default);
        other.Execute("ROLLBACK");
        await first;

        (await second).Should().Be(1);
    }

    [Test]
    public async Task One_that_is_cancelled_while_it_waits_has_no_effect_and_keeps_nobody_back()
    {
        using SqliteSession other = NewSession();
        other.Execute("BEGIN IMMEDIATE");
        using CancellationTokenSource cancellation = new();
        Task before = Insert(1);
        Task cancelled = Insert(2, cancellation.Token);
        Task after = Insert(3);

        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => cancelled).Should().ThrowAsync<OperationCanceledException>();
        other.Execute("ROLLBACK");
        await Task.WhenAll(before, after);
        Numbers().Should().Equal(1, 3);
    }

    [Test]
    public async Task What_is_to_follow_a_commit_follows_it_and_only_it()
    {
        List<string> followed = [];

        await _writer.RunAsync(
            transaction =>
            {
                transaction.AfterCommit(() => followed.Add($"committed {Numbers().Count}"));
                transaction.Session.Execute("INSERT INTO numbers VALUES (1)");
                transaction.Commit();
                return 0;
            },
            default);
        await _writer.RunAsync(
            transaction =>
            {
                transaction.AfterCommit(() => followed.Add("never"));
                return 0;
            },
            default);

        followed.Should().Equal("committed 1");
    }

    [Test]
    public async Task A_failed_commit_is_everybodys_failure()
    {
        using (SessionPool.Lease lease = _sessions.Rent())
        {
            lease.Session.Execute("PRAGMA foreign_keys = ON");
            lease.Session.Execute("CREATE TABLE children (parent INTEGER REFERENCES numbers DEFERRABLE INITIALLY DEFERRED)");
        }

        using SqliteSession other = NewSession();
        other.Execute("BEGIN IMMEDIATE");
        Task alone = Insert(0); // It finds nobody at work, and is committed by itself.
        Task good = Insert(1);
        Task orphan = _writer.RunAsync(
            transaction =>
            {
                transaction.Session.Execute("INSERT INTO children VALUES (99)");
                transaction.Commit();
                return 0;
            },
            default);
        other.Execute("ROLLBACK");

        await FluentActions.Awaiting(() => good).Should().ThrowAsync<Microsoft.Data.Sqlite.SqliteException>();
        await FluentActions.Awaiting(() => orphan).Should().ThrowAsync<Microsoft.Data.Sqlite.SqliteException>();
        await alone;
        Numbers().Should().Equal(0);
        await Insert(5);
        Numbers().Should().Equal(0, 5);
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

    private long LogBytes() => new FileInfo(Path.Combine(Root, "writer.db-wal")).Length;

    private Task<int> Insert(int number, CancellationToken cancellationToken) => _writer.RunAsync(
        transaction =>
        {
            transaction.Session.Execute("INSERT INTO numbers VALUES (?1)", number);
            transaction.Commit();
            return number;
        },
        cancellationToken);

    private Task<int> Insert(int number) => Insert(number, default);

    private SqliteSession NewSession() => new(Path.Combine(Root, "writer.db"));

    private List<long> Numbers()
    {
        using SqliteSession session = NewSession();
        using Microsoft.Data.Sqlite.SqliteDataReader reader = session.Query("SELECT number FROM numbers ORDER BY number");
        List<long> numbers = [];
        while (reader.Read())
        {
            numbers.Add(reader.GetInt64(0));
        }

        return numbers;
    }
}
