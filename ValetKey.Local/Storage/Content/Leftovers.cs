using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local.Storage.Content;

/// <summary>Removes what a crash left behind: unfinished uploads, and content that no row names.</summary>
internal static class Leftovers
{
    // Between an upload's rename and its commit no row names its content: it must be given the time.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    public static void Sweep(StoreLayout layout, SqliteSession session, DateTimeOffset now)
    {
        DateTime limit = (now - Grace).UtcDateTime;

        foreach (string path in OlderThan(limit, layout.Temporary).Where(ContentFiles.IsIdle))
        {
            ContentFiles.Delete(path);
        }

        foreach (string path in layout.ContentFolders.SelectMany(folder => OlderThan(limit, folder)))
        {
            if (IsAbandoned(path, session))
            {
                ContentFiles.Delete(path);
            }
        }
    }

    // The second look is the one that counts: while the file was in nobody's hands its fate was decided.
    private static bool IsAbandoned(string path, SqliteSession session)
    {
        string file = Path.GetFileName(path);
        return !PieceRows.Name(session, file) && ContentFiles.IsIdle(path) && !PieceRows.Name(session, file);
    }

    private static IEnumerable<string> OlderThan(DateTime limit, string folder) =>
        Directory.EnumerateFiles(folder).Where(path => File.GetLastWriteTimeUtc(path) < limit);
}
