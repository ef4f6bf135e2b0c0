using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ValetKey.Local.Storage.Sql;

internal static class ObjectRows
{
    /// <summary>The name comes first; <see cref="Read"/> expects them so.</summary>
    public const string Columns = "name, content, length, modified, headers, etag";

    public static ObjectRow? Find(SqliteSession session, ObjectKey key)
    {
        using SqliteDataReader reader = session.Query(
            $"SELECT {Columns} FROM objects WHERE container = ?1 AND name = ?2", key.ContainerBytes, key.NameBytes);
        return reader.Read() ? Read(reader, key.Container, key.Name) : null;
    }

    public static void Save(SqliteSession session, ObjectKey key, ObjectRow row)
    {
        ObjectInfo info = row.Info;
        session.Execute(
            $"REPLACE INTO objects (container, {Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            key.ContainerBytes,
            key.NameBytes,
            row.Content.ToByteArray(bigEndian: true),
            info.Length,
            info.LastModified.ToUnixTimeSeconds(),
            JsonSerializer.Serialize(info.Headers, HeadersJson.Default.ObjectHeaders),
            info.ETag);
    }

    public static List<string> WrittenBefore(SqliteSession session, string container, DateTimeOffset moment, int limit)
    {
        using SqliteDataReader reader = session.Query(
            "SELECT name FROM objects WHERE container = ?1 AND modified <= ?2 LIMIT ?3",
            Utf8Name.Encode(container),
            moment.ToUnixTimeSeconds(),
            limit);
        List<string> names = [];
        while (reader.Read())
        {
            names.Add(Utf8Name.Decode((byte[])reader[0]));
        }

        return names;
    }

    public static void Delete(SqliteSession session, ObjectKey key) =>
        session.Execute("DELETE FROM objects WHERE container = ?1 AND name = ?2", key.ContainerBytes, key.NameBytes);

    public static ObjectRow Read(SqliteDataReader reader, string container, string name) => new(
        new ObjectInfo
        {
            Container = container,
            Name = name,
            Length = reader.GetInt64(2),
            LastModified = DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64(3)),
            Headers = JsonSerializer.Deserialize(reader.GetString(4), HeadersJson.Default.ObjectHeaders)!,
            ETag = reader.GetString(5),
        },
        new Guid((byte[])reader[1], bigEndian: true));
}
