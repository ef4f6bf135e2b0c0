using System.Reflection;
using ValetKey.Tests.Samples;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Packaging;

/// <summary>All packages, packed once for the tests of this namespace.</summary>
[SetUpFixture]
internal sealed class PackedPackages
{
    private static readonly TimeSpan PackLimit = TimeSpan.FromMinutes(3);
    private static DirectoryInfo? _folder;

    public static string Folder => _folder?.FullName ?? throw new InvalidOperationException("Nothing is packed yet.");

    /// <summary>Packs what the tests were built with, without building it again.</summary>
    [OneTimeSetUp]
    public async Task PackAsync()
    {
        _folder = Directory.CreateTempSubdirectory("valetkey-pack-");
        string configuration = typeof(PackedPackages).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

        // No build node may outlive the command: it would hold the output open.
        ChildProcess pack = await ChildProcess.RunAsync(
            ChildProcess.Dotnet,
            ["pack", Repository.PathTo("ValetKey.sln"), "--configuration", configuration, "--no-build", "--output", Folder,
                "-maxcpucount:1", "-nodeReuse:false", "-verbosity:quiet", "-nologo"],
            PackLimit);
        pack.ExitCode.Should().Be(0, pack.Output);
    }

    [OneTimeTearDown]
    public void Remove() => _folder?.Delete(recursive: true);
}
