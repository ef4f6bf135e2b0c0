using Microsoft.Data.Sqlite;
using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local.Queues;

/// <summary>The statements, each of which finds its rows by an index. Times are in milliseconds.</summary>
internal static class MessageRows
{
    private const string Columns = "sequence, id, receipt, visible, inserted, expires, receives, content_type, content";

    // By the time from which they can be received: those that nobody has received yet come as they have arrived, the others where they came back.
    private const string InTurn = "queue = ?1 AND visible <= ?2 ORDER BY visible, sequence";

    // SQLite takes its random bytes from ChaCha20, which it seeds from the operating system.
    private const string NewReceipt = "randomblob(16)";

    private const string Held = "id = ?1 AND queue = ?2 AND receipt = ?3 AND expires > ?4";

    public static void Insert(SqliteSession session, SendRequest request, SentMessage sent) => session.Execute(
        $"""
        INSERT INTO messages (id, queue, visible, inserted, expires, receipt, receives, content_type, content)
        VALUES (?1, ?2, ?3, ?3, ?4, {NewReceipt}, 0, ?5, ?6)
        """,
        Bytes(sent.Id), Utf8Name.Encode(request.Queue), Milliseconds(sent.Inserted), Milliseconds(sent.Expires),
        request.ContentType, request.Content);

    public static bool HasAny(SqliteSession session, byte[] queue, DateTimeOffset now) =>
        session.Number("SELECT 1 FROM messages WHERE queue = ?1 AND visible <= ?2 LIMIT 1", queue, Milliseconds(now)) is not null;

    /// <summary>Counts the next ones as received, and hides them. What has expired is among them.</summary>
    public static List<Message> Take(SqliteSession session, byte[] queue, DateTimeOffset now, DateTimeOffset until, int count)
    {
        List<Message> taken = ReadAll(session.Query(
            $"""
            UPDATE messages SET visible = ?3, receives = receives + 1, receipt = {NewReceipt}
            WHERE sequence IN (SELECT sequence FROM messages WHERE {InTurn} LIMIT ?4) RETURNING {Columns}
            """,
            queue, Milliseconds(now), Milliseconds(until), count));
        taken.Sort(static (one, other) => one.Sequence.CompareTo(other.Sequence)); // They are returned in no order.
        return taken;
    }

    public static List<Message> Peek(SqliteSession session, byte[] queue, DateTimeOffset now, int count) => ReadAll(session.Query(
        $"SELECT {Columns} FROM messages WHERE expires > ?2 AND {InTurn} LIMIT ?3", queue, Milliseconds(now), count));

    public static bool TryUpdate(SqliteSession session, UpdateRequest request, DateTimeOffset now) => session.Execute(
        $"""
        UPDATE messages SET visible = ?5, content_type = CASE WHEN ?7 IS NULL THEN content_type ELSE ?6 END, content = coalesce(?7, content)
        WHERE {Held}
        """,
        Bytes(request.Message.Id), Utf8Name.Encode(request.Message.Queue), Bytes(request.Message.Receipt), Milliseconds(now),
        Milliseconds(now + request.HiddenFor), request.ContentType, request.Content) == 1;

    public static bool TryDelete(SqliteSession session, HeldMessage message, DateTimeOffset now) => session.Execute(
        $"DELETE FROM messages WHERE {Held}",
        Bytes(message.Id), Utf8Name.Encode(message.Queue), Bytes(message.Receipt), Milliseconds(now)) == 1;

    public static bool Contain(SqliteSession session, HeldMessage message, DateTimeOffset now) => session.Number(
        "SELECT 1 FROM messages WHERE id = ?1 AND queue = ?2 AND expires > ?3",
        Bytes(message.Id), Utf8Name.Encode(message.Queue), Milliseconds(now)) is not null;

    /// <summary>Makes it a new message of another queue, at its end.</summary>
    public static void Move(SqliteSession session, Message message, string queue, DateTimeOffset now, DateTimeOffset expires) => session.Execute(
        $"UPDATE messages SET queue = ?2, visible = ?3, expires = ?4, receives = 0, receipt = {NewReceipt} WHERE sequence = ?1",
        message.Sequence, Utf8Name.Encode(queue), Milliseconds(now), Milliseconds(expires));

    public static void Remove(SqliteSession session, Message message) =>
        session.Execute("DELETE FROM messages WHERE sequence = ?1", message.Sequence);

    /// <summary>Deletes some of those that have expired in any queue.</summary>
    public static void Purge(SqliteSession session, DateTimeOffset now, int most) => session.Execute(
        "DELETE FROM messages WHERE sequence IN (SELECT sequence FROM messages WHERE expires <= ?1 LIMIT ?2)", Milliseconds(now), most);

    private static List<Message> ReadAll(SqliteDataReader reader)
    {
        using (reader)
        {
            List<Message> messages = [];
            while (reader.Read())
            {
                messages.Add(Read(reader));
            }

            return messages;
        }
    }

    private static Message Read(SqliteDataReader reader) => new()
    {
        Sequence = reader.GetInt64(0),
        Id = new Guid((byte[])reader[1], bigEndian: true),
        Receipt = new Guid((byte[])reader[2], bigEndian: true),
        Visible = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)),
        Inserted = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
        Expires = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)),
        Receives = reader.GetInt32(6),
        ContentType = reader[7] as string,
        Content = (byte[])reader[8],
    };

    private static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
