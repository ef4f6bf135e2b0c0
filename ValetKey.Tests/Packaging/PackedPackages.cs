using System.Reflection;
using ValetKey.Tests.Samples;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Packaging;

/// <summary>
/// All packages: those that CI has packed, by <c>VALETKEY_PACKAGES</c>, or packed once for the tests of this namespace by the first that needs them.
/// </summary>
internal static class PackedPackages
{
    private static readonly Lazy<Task<DirectoryInfo>> Packed = new(PackAsync);

    private static string? Given => Environment.GetEnvironmentVariable("VALETKEY_PACKAGES");

    public static async Task<string> FolderAsync() => Given ?? (await Packed.Value).FullName;

    /// <summary>Takes them away, if there are any.</summary>
    public static void Remove()
    {
        if (Packed.IsValueCreated && Packed.Value.IsCompletedSuccessfully)
        {
            Packed.Value.Result.Delete(recursive: true);
        }
    }

    /// <summary>Packs what the tests were built with, without building it again.</summary>
    private static async Task<DirectoryInfo> PackAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("valetkey-pack-");
        string configuration = typeof(PackedPackages).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

        // No build node may outlive the command: it would hold the output open.
        ChildProcess pack = await ChildProcess.RunAsync(
            ChildProcess.Dotnet,
            ["pack", Repository.PathTo("ValetKey.sln"), "--configuration", configuration, "--no-build", "--output", folder.FullName,
                "-maxcpucount:1", "-nodeReuse:false", "-verbosity:quiet", "-nologo"]);
        pack.ExitCode.Should().Be(0, pack.Output);
        return folder;
    }
}
