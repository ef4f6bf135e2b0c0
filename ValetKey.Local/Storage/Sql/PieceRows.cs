using Microsoft.Data.Sqlite;
using ValetKey.Local.Storage.Content;

namespace ValetKey.Local.Storage.Sql;

/// <summary>The pieces of contents, in order. Of an object there is at least one; of an upload that is under way there may be none yet.</summary>
internal static class PieceRows
{
    private const string Columns = "number, length, md5, file, data";

    public static List<Piece> Of(SqliteSession session, Guid content)
    {
        using SqliteDataReader reader = session.Query(
            $"SELECT {Columns} FROM pieces WHERE content = ?1 ORDER BY number", Bytes(content));
        List<Piece> pieces = [];
        while (reader.Read())
        {
            pieces.Add(new Piece(reader.GetInt32(0), reader.GetInt64(1), (byte[])reader[2], reader[3] as string, reader[4] as byte[]));
        }

        return pieces;
    }

    public static void Add(SqliteSession session, Guid content, Piece piece) => session.Execute(
        $"INSERT INTO pieces (content, {Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        Bytes(content),
        piece.Number,
        piece.Length,
        piece.Md5,
        piece.File,
        piece.Data);

    /// <summary>Forgets the pieces of a content from a number on.</summary>
    /// <returns>The files that they were in.</returns>
    public static List<string> Delete(SqliteSession session, Guid content, int from = int.MinValue) =>
        Files(session.Query("DELETE FROM pieces WHERE content = ?1 AND number >= ?2 RETURNING file", Bytes(content), from));

    /// <summary>Forgets one piece.</summary>
    /// <returns>The file that it was in, if there was one.</returns>
    public static List<string> DeleteOne(SqliteSession session, Guid content, int number) =>
        Files(session.Query("DELETE FROM pieces WHERE content = ?1 AND number = ?2 RETURNING file", Bytes(content), number));

    /// <summary>Whether some row names this file.</summary>
    public static bool Name(SqliteSession session, string file) =>
        session.Number("SELECT 1 FROM pieces WHERE file = ?1", file) is not null;

    private static byte[] Bytes(Guid content) => content.ToByteArray(bigEndian: true);

    private static List<string> Files(SqliteDataReader deleted)
    {
        using SqliteDataReader reader = deleted;
        List<string> files = [];
        while (reader.Read())
        {
            if (reader[0] is string file)
            {
                files.Add(file);
            }
        }

        return files;
    }
}
