using System.Security.Cryptography;
using ValetKey.Samples.Transfer.Application;

namespace ValetKey.Samples.Transfer.Transfers;

/// <summary>A folder whose files are compared with the application's, by their content.</summary>
internal sealed class Folder(string root)
{
    // What downloads that are not over leave beside their files.
    private static readonly string[] Unfinished = [".part", ".part.json"];

    private readonly string _root = Path.GetFullPath(root);

    /// <summary>The paths of all files in it, with slashes.</summary>
    public IEnumerable<string> Paths() => Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories)
        .Where(file => !Unfinished.Any(end => file.EndsWith(end, StringComparison.Ordinal)))
        .Select(file => Path.GetRelativePath(_root, file).Replace(Path.DirectorySeparatorChar, '/'))
        .Order(StringComparer.Ordinal);

    /// <summary>Where a file of this path is.</summary>
    /// <exception cref="ArgumentException">The path leads out of the folder.</exception>
    public string FileOf(string path)
    {
        string file = Path.GetFullPath(Path.Combine(_root, path));
        return file.StartsWith(Path.TrimEndingDirectorySeparator(_root) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? file
            : throw new ArgumentException($"'{path}' leads out of the folder.", nameof(path));
    }

    /// <summary>Whether a file is there, with the same content.</summary>
    public async Task<bool> HasAsync(FileEntry entry, CancellationToken cancellationToken)
    {
        FileInfo file = new(FileOf(entry.Path));
        if (!file.Exists || file.Length != entry.Length)
        {
            return false;
        }

        await using FileStream content = file.OpenRead();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) == entry.Sha256;
    }
}
