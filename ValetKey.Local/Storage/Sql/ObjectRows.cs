using System.Text.Json;
using Microsoft.Data.Sqlite;
using ValetKey.Local.Storage.Digests;

namespace ValetKey.Local.Storage.Sql;

internal static class ObjectRows
{
    /// <summary>The name comes first; <see cref="Read"/> expects them so.</summary>
    public const string Columns = "name, file, length, modified, headers, md5, sha256, crc32c, crc64nvme";

    public static ObjectRow? Find(SqliteSession session, ObjectKey key)
    {
        using SqliteDataReader reader = session.Query(
            $"SELECT {Columns} FROM objects WHERE container = ?1 AND name = ?2", key.ContainerBytes, key.NameBytes);
        return reader.Read() ? Read(reader, key.Container, key.Name) : null;
    }

    /// <summary>Whether some row names this content file.</summary>
    public static bool Name(SqliteSession session, string file) =>
        session.Number("SELECT 1 FROM objects WHERE file = ?1", file) is not null;

    public static void Save(SqliteSession session, ObjectKey key, ObjectRow row)
    {
        ObjectInfo info = row.Info;
        session.Execute(
            $"REPLACE INTO objects (container, {Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            key.ContainerBytes,
            key.NameBytes,
            row.File,
            info.Length,
            info.LastModified.ToUnixTimeSeconds(),
            JsonSerializer.Serialize(info.Headers, HeadersJson.Default.ObjectHeaders),
            info.Digests.Md5,
            info.Digests.Sha256,
            info.Digests.Crc32C,
            info.Digests.Crc64Nvme);
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
            Digests = new DigestSet
            {
                Md5 = (byte[])reader[5],
                Sha256 = reader[6] as byte[],
                Crc32C = reader[7] as byte[],
                Crc64Nvme = reader[8] as byte[],
            },
        },
        reader.GetString(1));
}
