using System.Collections.Concurrent;
using System.Security.Cryptography;
using ValetKey.Local.Storage.Content;

namespace ValetKey.Local.Storage;

/// <summary>Where things lie under the root. Content files have random names, so no object name ever becomes a path.</summary>
internal sealed class StoreLayout
{
    private const int FileNameBytes = 16;
    private const int FolderNameLength = 2;

    // About where SQLite's own measurements see files begin to be faster (sqlite.org/intern-v-extern-blob.html).
    private const int DefaultLargestInRow = 64 * 1024;

    private readonly string _root;
    private readonly string _objects;
    private readonly ConcurrentDictionary<string, bool> _safeFolders = new(StringComparer.Ordinal);

    /// <param name="rootPath">The root.</param>
    /// <param name="largestInRow">The most bytes of content that the database takes in; what is larger gets a file.</param>
    public StoreLayout(string rootPath, int largestInRow = DefaultLargestInRow)
    {
        LargestInRow = largestInRow;
        _root = Path.GetFullPath(rootPath);
        _objects = Path.Combine(_root, "objects");
        Temporary = Path.Combine(_root, "tmp");
        Database = Path.Combine(_root, "store.db");
    }

    public int LargestInRow { get; }

    public string Database { get; }

    public string Temporary { get; }

    public IEnumerable<string> ContentFolders => Directory.EnumerateDirectories(_objects);

    public static string NewFileName() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(FileNameBytes));

    public string TemporaryPath(string file) => Path.Combine(Temporary, file);

    public string ContentPath(string file) => Path.Combine(ContentFolder(file), file);

    public void CreateFolders()
    {
        Directory.CreateDirectory(Temporary);
        Directory.CreateDirectory(_objects);
        FolderFlush.ToDisk(_root);
    }

    /// <summary>Moves a temporary file to its place, and sees to it that a power cut does not undo that.</summary>
    public void Publish(string file)
    {
        string folder = ContentFolder(file);

        // That the folder exists is not enough: another process may have made it and not flushed it yet.
        if (!_safeFolders.ContainsKey(folder))
        {
            Directory.CreateDirectory(folder);
            FolderFlush.ToDisk(_objects);
            _safeFolders.TryAdd(folder, true);
        }

        File.Move(TemporaryPath(file), ContentPath(file));
        FolderFlush.ToDisk(folder);
    }

    private string ContentFolder(string file) => Path.Combine(_objects, file[..FolderNameLength]);
}
