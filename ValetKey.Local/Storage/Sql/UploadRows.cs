using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ValetKey.Local.Storage.Sql;

/// <summary>The uploads in parts that are under way. Their parts are the pieces of the content that bears the upload's id.</summary>
internal static class UploadRows
{
    public static void Add(SqliteSession session, Guid id, ObjectKey key, ObjectHeaders headers, DateTimeOffset now) => session.Execute(
        "INSERT INTO uploads (id, container, name, headers, began) VALUES (?1, ?2, ?3, ?4, ?5)",
        Bytes(id),
        key.ContainerBytes,
        key.NameBytes,
        JsonSerializer.Serialize(headers, HeadersJson.Default.ObjectHeaders),
        now.ToUnixTimeMilliseconds());

    /// <summary>The headers of the object to be; null if this upload is not under way, or is of another object.</summary>
    public static ObjectHeaders? Find(SqliteSession session, Guid id, ObjectKey key)
    {
        using SqliteDataReader reader = session.Query(
            "SELECT headers FROM uploads WHERE id = ?1 AND container = ?2 AND name = ?3", Bytes(id), key.ContainerBytes, key.NameBytes);
        return reader.Read() ? JsonSerializer.Deserialize(reader.GetString(0), HeadersJson.Default.ObjectHeaders) : null;
    }

    /// <summary>False if it is not under way.</summary>
    public static bool TryDelete(SqliteSession session, Guid id) => session.Execute("DELETE FROM uploads WHERE id = ?1", Bytes(id)) == 1;

    public static List<Guid> BegunBefore(SqliteSession session, DateTimeOffset limit)
    {
        using SqliteDataReader reader = session.Query("SELECT id FROM uploads WHERE began < ?1", limit.ToUnixTimeMilliseconds());
        List<Guid> ids = [];
        while (reader.Read())
        {
            ids.Add(new Guid((byte[])reader[0], bigEndian: true));
        }

        return ids;
    }

    private static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);
}
