using Microsoft.Data.Sqlite;
using ValetKey.Local.Storage.Sql;

namespace ValetKey.Tests.Local.Storage;

/// <summary>A database of numbers with a writer before it.</summary>
public abstract class WriterTest : StoreTest
{
    private protected SessionPool Sessions { get; private set; } = null!;

    private protected Writer Writer { get; private set; } = null!;

    [SetUp]
    public void OpenWriter()
    {
        Sessions = new SessionPool(Path.Combine(Root, "writer.db"));
        Writer = new Writer(Sessions);
        using SqliteSession session = NewSession();
        session.Execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY)");
    }

    [TearDown]
    public void CloseWriter() => Sessions.Dispose();

    private protected Task<int> Insert(int number) => Insert(number, default);

    private protected long LogBytes() => new FileInfo(Path.Combine(Root, "writer.db-wal")).Length;

    private protected Task<int> Insert(int number, CancellationToken cancellationToken) => Writer.RunAsync(
        transaction =>
        {
            transaction.Session.Execute("INSERT INTO numbers VALUES (?1)", number);
            transaction.Commit();
            return number;
        },
        cancellationToken);

    private protected SqliteSession NewSession() => new(Path.Combine(Root, "writer.db"));

    private protected List<long> Numbers()
    {
        using SqliteSession session = NewSession();
        using SqliteDataReader reader = session.Query("SELECT number FROM numbers ORDER BY number");
        List<long> numbers = [];
        while (reader.Read())
        {
            numbers.Add(reader.GetInt64(0));
        }

        return numbers;
    }
}
