using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Packaging;

/// <summary>A package as <c>dotnet pack</c> makes it from what the tests were built with.</summary>
internal sealed class Package
{
    private readonly byte[] _content;

    private Package(string path)
    {
        _content = File.ReadAllBytes(path);
        using ZipArchive archive = Open();
        Files = [.. archive.Entries.Select(entry => entry.FullName)];
        using Stream nuspec = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        Metadata = XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    public IReadOnlyList<string> Files { get; }

    public XElement Metadata { get; }

    /// <summary>Packs one project into <paramref name="folder"/>, without building it again.</summary>
    public static async Task<(Package Package, Package Symbols)> PackAsync(string project, string folder)
    {
        string configuration = typeof(Package).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        ProcessStartInfo start = new("dotnet")
        {
            // No build node may outlive the command: it would hold the output open.
            ArgumentList =
            {
                "pack", Repository.PathTo(project, $"{project}.csproj"), "--configuration", configuration, "--no-build",
                "--output", folder, "-maxcpucount:1", "-nodeReuse:false", "-verbosity:quiet", "-nologo",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet pack {project} failed:\n{output}{await errors}");
        }

        return (new Package(Single(folder, project, "nupkg")), new Package(Single(folder, project, "snupkg")));
    }

    public byte[] Read(string file)
    {
        using ZipArchive archive = Open();
        using Stream stream = archive.GetEntry(file)!.Open();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public string? ValueOf(string element) => Find(element)?.Value;

    public XElement? Find(string element) => Metadata.Elements().SingleOrDefault(candidate => candidate.Name.LocalName == element);

    private static string Single(string folder, string project, string extension) =>
        Directory.EnumerateFiles(folder, $"{project}.*.{extension}").Single();

    private ZipArchive Open() => new(new MemoryStream(_content), ZipArchiveMode.Read);
}
