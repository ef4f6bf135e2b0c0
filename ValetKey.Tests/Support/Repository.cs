namespace ValetKey.Tests.Support;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The documents that people read: those at the root, those of single packages, and everything under docs/.</summary>
    public static IEnumerable<string> Documents =>
        Directory.EnumerateFiles(Root, "*.md")
            .Concat(Directory.EnumerateDirectories(Root, "ValetKey.*").SelectMany(package => Directory.EnumerateFiles(package, "*.md")))
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal);

    public static string PathTo(params IEnumerable<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>A path as it is written in documents.</summary>
    public static string NameOf(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ValetKey.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"There is no ValetKey.sln above {AppContext.BaseDirectory}.");
    }
}
