using ValetKey.Tests.Support;

namespace ValetKey.Tests.Servers;

/// <summary>The programs that a server needs on this machine.</summary>
internal static class ServerTools
{
    /// <summary>Where a program is missing, the test is ignored, and says so; in CI it fails.</summary>
    public static void Require(string server, string packages, params string[] programs)
    {
        string[] missing = [.. programs.Where(program => !Has(program))];
        if (missing.Length > 0)
        {
            Skip.Test($"{server} is not installed: {string.Join(", ", missing)} not found. On Debian and Ubuntu: apt install {packages}");
        }
    }

    public static bool Has(string program) =>
        OperatingSystem.IsLinux()
        && (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append("/usr/sbin") // Not on everybody's path, and servers are there.
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
