using ValetKey.Local.Storage.Sql;

namespace ValetKey.Tests.Local.Storage;

/// <summary>One change that fails is nobody else's failure; a commit that fails is everybody's.</summary>
public sealed class WriterFaultTests : WriterTest
{
    [Test]
    public async Task One_that_throws_undoes_itself_alone()
    {
        using SqliteSession other = NewSession();
        other.Execute("BEGIN IMMEDIATE");
        Task before = Insert(1);
        Task<int> failing = Writer.RunAsync<int>(
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
    public async Task A_failed_commit_is_everybodys_failure()
    {
        using (SessionPool.Lease lease = Sessions.Rent())
        {
            lease.Session.Execute("PRAGMA foreign_keys = ON");
            lease.Session.Execute("CREATE TABLE children (parent INTEGER REFERENCES numbers DEFERRABLE INITIALLY DEFERRED)");
        }

        using SqliteSession other = NewSession();
        other.Execute("BEGIN IMMEDIATE");
        Task alone = Insert(0); // It finds nobody at work, and is committed by itself.
        Task good = Insert(1);
        Task orphan = Writer.RunAsync(
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
}
