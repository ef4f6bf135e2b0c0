using Microsoft.Data.Sqlite;

namespace ValetKey.Local.Storage.Sql;

/// <summary>The uploads in parts that are under way. Their parts are the pieces of the content that bears the upload's id.</summary>
internal static class UploadRows
{
    public static void Add(SqliteSession session, Guid id, ObjectKey key, DateTimeOffset now) => session.Execute(
        "INSERT INTO uploads (id, container, name, began) VALUES (?1, ?2, ?3, ?4)",
        Bytes(id),
        key.ContainerBytes,
        key.NameBytes,
        now.ToUnixTimeMilliseconds());

    /// <summary>False if it was never begun, is over, or is of another object.</summary>
    public static bool IsUnderWay(SqliteSession session, Guid id, ObjectKey key) => session.Number(
        "SELECT 1 FROM uploads WHERE id = ?1 AND container = ?2 AND name = ?3", Bytes(id), key.ContainerBytes, key.NameBytes) is not null;

    /// <summary>Those of a container whose object's name begins with the prefix, with when they began.</summary>
    public static List<(Guid Id, string Name, DateTimeOffset Began)> Under(SqliteSession session, string container, string prefix)
    {
        byte[] start = Utf8Name.Encode(prefix);
        using SqliteDataReader reader = session.Query(
            "SELECT id, name, began FROM uploads WHERE container = ?1 AND substr(name, 1, ?2) = ?3 ORDER BY name, id",
            Utf8Name.Encode(container),
            start.Length,
            start);
        List<(Guid, string, DateTimeOffset)> found = [];
        while (reader.Read())
        {
            found.Add((
                new Guid((byte[])reader[0], bigEndian: true),
                Utf8Name.Decode((byte[])reader[1]),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2))));
        }

        return found;
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
