namespace ValetKey.Benchmarks.Reporting;

/// <summary>The checkout that this program was built from.</summary>
internal static class Checkout
{
    private static readonly string Root = FindRoot();

    public static string PathTo(params IEnumerable<string> parts) => Path.Combine([Root, .. parts]);

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
