using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local.Queues;

/// <summary>
/// The statements, each of which finds its rows by an index and needs no temporary table, as RETURNING does: SQLite makes one anew each time, at
/// several times the cost of the change. Times are in milliseconds.
/// </summary>
internal static class MessageRows
{
    private const string Columns = "sequence, id, receipt, visible, inserted, expires, receives, content_type, content";

    // By the time from which they can be received: those that nobody has received yet come as they have arrived, the others where they came back.
    private const string InTurn = "queue = ?1 AND visible <= ?2 ORDER BY visible, sequence";

    private const string Held = "id = ?1 AND queue = ?2 AND receipt = ?3 AND expires > ?4";

    public static void Insert(SqliteSession session, SendRequest request, SentMessage sent) => session.Execute(
        """
        INSERT INTO messages (id, queue, visible, inserted, expires, receipt, receives, content_type, content)
        VALUES (?1, ?2, ?3, ?3, ?4, ?5, 0, ?6, ?7)
        """,
        Bytes(sent.Id), Utf8Name.Encode(request.Queue), Milliseconds(sent.Inserted), Milliseconds(sent.Expires), Bytes(NewReceipt()),
        request.ContentType, request.Content);

    /// <summary>The next ones that can be received, those among them that have expired too.</summary>
    public static List<Message> Next(SqliteSession session, byte[] queue, DateTimeOffset now, int count) =>
        ReadAll(session.Query($"SELECT {Columns} FROM messages WHERE {InTurn} LIMIT ?3", queue, Milliseconds(now), count));

    public static List<Message> Peek(SqliteSession session, byte[] queue, DateTimeOffset now, int count) => ReadAll(session.Query(
        $"SELECT {Columns} FROM messages WHERE expires > ?2 AND {InTurn} LIMIT ?3", queue, Milliseconds(now), count));

    /// <summary>Hides a message and counts it as received.</summary>
    /// <returns>The message as it is now, with its new receipt.</returns>
    public static Message Hold(SqliteSession session, Message message, DateTimeOffset until)
    {
        Message held = message with { Receipt = NewReceipt(), Visible = until, Receives = message.Receives + 1 };
        session.Execute(
            "UPDATE messages SET visible = ?2, receives = ?3, receipt = ?4 WHERE sequence = ?1",
            held.Sequence, Milliseconds(until), held.Receives, Bytes(held.Receipt));
        return held;
    }

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
        "UPDATE messages SET queue = ?2, visible = ?3, expires = ?4, receives = 0, receipt = ?5 WHERE sequence = ?1",
        message.Sequence, Utf8Name.Encode(queue), Milliseconds(now), Milliseconds(expires), Bytes(NewReceipt()));

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

    /// <summary>All of its bits are random: one of version 4 has fewer.</summary>
    private static Guid NewReceipt()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return new Guid(bytes);
    }

    private static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
