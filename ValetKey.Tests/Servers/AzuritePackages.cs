using ValetKey.Tests.Support;

namespace ValetKey.Tests.Servers;

/// <summary>Azurite and what it needs, as npm installs it beside its lock file.</summary>
internal static class AzuritePackages
{
    private const string LockFile = "package-lock.json";
    private static readonly string Home = Repository.PathTo("ValetKey.Tests", "Servers", "azurite");

    public static string Folder { get; } = Path.Combine(Home, "node_modules");

    /// <summary>
    /// Gets a value indicating whether exactly the locked packages are there: test.sh puts the lock file beside them when they are.
    /// </summary>
    public static bool AreInstalled
    {
        get
        {
            string installed = Path.Combine(Folder, LockFile);
            return File.Exists(installed)
                && File.ReadAllBytes(installed).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Home, LockFile)));
        }
    }
}
