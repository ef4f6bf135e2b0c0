using Microsoft.Data.Sqlite;
using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local.Storage.Integrity;

/// <summary>All contents one by one: those of the objects in the order of their names, then those of uploads.</summary>
internal static class ContentRows
{
    public static NamedContent? After(SqliteSession session, NamedContent? last) => last switch
    {
        null => FirstObject(session, [], []) ?? FirstUpload(session, []),
        { Length: null } => FirstUpload(session, last.Id.ToByteArray(bigEndian: true)),
        _ => FirstObject(session, Utf8Name.Encode(last.Container), Utf8Name.Encode(last.Name)) ?? FirstUpload(session, []),
    };

    private static NamedContent? FirstObject(SqliteSession session, byte[] container, byte[] name) => Read(session.Query(
        """
        SELECT content, container, name, length FROM objects
        WHERE (container, name) > (?1, ?2) ORDER BY container, name LIMIT 1
        """,
        container,
        name));

    private static NamedContent? FirstUpload(SqliteSession session, byte[] id) => Read(session.Query(
        "SELECT id, container, name, NULL FROM uploads WHERE id > ?1 ORDER BY id LIMIT 1", id));

    private static NamedContent? Read(SqliteDataReader found)
    {
        using SqliteDataReader reader = found;
        return reader.Read()
            ? new NamedContent(
                new Guid((byte[])reader[0], bigEndian: true), Utf8Name.Decode((byte[])reader[1]),
                Utf8Name.Decode((byte[])reader[2]), reader[3] as long?)
            : null;
    }
}
