using System.Reflection.Metadata;
using System.Xml.Linq;

namespace ValetKey.Tests.Packaging;

[TestFixture(
    "ValetKey.Core",
    "Microsoft.Extensions.Configuration.Abstractions",
    "Microsoft.Extensions.DependencyInjection.Abstractions",
    "Microsoft.Extensions.Logging.Abstractions",
    "Microsoft.Extensions.Options")]
[TestFixture("ValetKey.Aws", "AWSSDK.Extensions.NETCore.Setup", "AWSSDK.S3", "AWSSDK.SecurityToken", "ValetKey.Core")]
[TestFixture("ValetKey.Azure", "Azure.Storage.Blobs", "Azure.Storage.Queues", "Microsoft.Extensions.Azure", "ValetKey.Core")]
[TestFixture(
    "ValetKey.Gcp", "Google.Api.Gax.Rest", "Google.Apis.Auth", "Google.Apis.Storage.v1", "Google.Cloud.Storage.V1", "ValetKey.Core")]
[TestFixture("ValetKey.AspNetCore", "Microsoft.Data.Sqlite", "SQLitePCLRaw.bundle_e_sqlite3", "ValetKey.Core")]
[TestFixture("ValetKey.Client", "Microsoft.Extensions.Http", "Microsoft.Extensions.Http.Resilience")]
[TestFixture("ValetKey.Local", "Microsoft.Data.Sqlite", "SQLitePCLRaw.bundle_e_sqlite3", "ValetKey.Core")]
[TestFixture("ValetKey.Testing", "Microsoft.Extensions.DependencyInjection", "ValetKey.Core")]
internal sealed class PackageTests(string id, params string[] dependencies)
{
    private Package _package = null!;
    private Package _symbols = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => (_package, _symbols) = Package.Find(id, await PackedPackages.FolderAsync());

    [Test]
    public void Package_says_what_it_is()
    {
        _package.ValueOf("id").Should().Be(id);
        _package.ValueOf("description").Should().NotBeNullOrWhiteSpace();
        _package.ValueOf("authors").Should().NotBeNullOrWhiteSpace();
        _package.ValueOf("tags").Should().Contain("valet-key");
    }

    [Test]
    public void Package_is_under_the_MIT_licence()
    {
        XElement? licence = _package.Find("license");

        licence.Should().NotBeNull();
        licence.Attribute("type")?.Value.Should().Be("expression");
        licence.Value.Should().Be("MIT");
    }

    [Test]
    public void Package_has_its_readme_and_icon()
    {
        _package.ValueOf("readme").Should().Be("README.md");
        _package.ValueOf("icon").Should().Be("icon.png");
        _package.Files.Should().Contain(["README.md", "icon.png"]);
    }

    [Test]
    public void Package_has_the_library_and_its_documentation_and_no_other_library()
    {
        string[] libraries = [.. _package.Files.Where(file => file.StartsWith("lib/", StringComparison.Ordinal))];

        libraries.Should().BeEquivalentTo($"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml");
        XDocument.Parse(System.Text.Encoding.UTF8.GetString(_package.Read($"lib/net10.0/{id}.xml"))).Descendants("member").Should().NotBeEmpty();
    }

    [Test]
    public void Package_carries_nothing_but_the_library_and_its_contract()
    {
        string[] folders = [.. _package.Files.Where(file => file.Contains('/')).Select(file => file.Split('/')[0]).Distinct()];

        folders.Should().BeSubsetOf(["lib", "_rels", "package", "contract"], "no analyzer, build file or tool is meant to travel with it");
    }

    [Test]
    public void Symbols_are_a_portable_pdb()
    {
        byte[] pdb = _symbols.Read($"lib/net10.0/{id}.pdb");

        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(pdb));
        provider.GetMetadataReader().Documents.Should().NotBeEmpty();
    }

    [Test]
    public void Dependencies_are_these_and_no_others()
    {
        XElement group = _package.Find("dependencies")!.Elements().Should().ContainSingle().Subject;

        group.Attribute("targetFramework")?.Value.Should().Be("net10.0");
        group.Elements().Select(dependency => dependency.Attribute("id")?.Value).Should().BeEquivalentTo(dependencies);
    }

    [Test]
    public void Core_is_of_the_same_version_or_newer_but_for_the_suite_which_sees_what_is_internal_there()
    {
        IEnumerable<string?> cores = _package.Find("dependencies")!.Descendants()
            .Where(dependency => dependency.Attribute("id")?.Value == "ValetKey.Core").Select(dependency => dependency.Attribute("version")?.Value);
        string? version = _package.ValueOf("version");

        cores.Distinct().Should().BeSubsetOf([id == "ValetKey.Testing" ? $"[{version}]" : version]);
    }
}
