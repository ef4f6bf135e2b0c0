using System.IO.Compression;
using System.Xml.Linq;

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

    /// <summary>A package of <paramref name="folder"/>, with its symbols.</summary>
    public static (Package Package, Package Symbols) Find(string id, string folder) =>
        (new Package(Single(folder, id, "nupkg")), new Package(Single(folder, id, "snupkg")));

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

    private static string Single(string folder, string id, string extension) =>
        Directory.EnumerateFiles(folder, $"{id}.*.{extension}").Single();

    private ZipArchive Open() => new(new MemoryStream(_content), ZipArchiveMode.Read);
}
