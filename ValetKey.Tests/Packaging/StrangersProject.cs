using System.Globalization;
using System.Text.RegularExpressions;
using ValetKey.Tests.Docs;
using ValetKey.Tests.Samples;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Packaging;

/// <summary>
/// A provider and a plain project of xunit v3 that tests it, in a folder of their own: what stands in the README of ValetKey.Testing, with ValetKey
/// from the packages alone.
/// </summary>
internal sealed partial class StrangersProject
{
    private const string Provider = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="ValetKey.Core" Version="*" />
          </ItemGroup>
        </Project>
        """;

    private const string Tests = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <OutputType>Exe</OutputType>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="ValetKey.Testing" Version="*" />
            <PackageReference Include="xunit.v3" Version="4.0.2" />
            <ProjectReference Include="../Locker/Locker.csproj" />
          </ItemGroup>
        </Project>
        """;

    private const string Forgets = "LOCKER_FORGETS";

    private const string Runner = """{ "test": { "runner": "Microsoft.Testing.Platform" } }""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("valetkey-stranger-");

    /// <summary>The report as the README shows it.</summary>
    public string Report { get; } = ReportIn(Readme);

    private static string Readme => File.ReadAllText(Repository.PathTo("ValetKey.Testing", "README.md"));

    private string Signer => PathTo("Locker", "LockerSigner.cs");

    /// <summary>Writes it, with what the README says of the three classes.</summary>
    public void Write(string packages)
    {
        Directory.CreateDirectory(PathTo("Locker"));
        Directory.CreateDirectory(PathTo("Locker.Tests"));
        File.WriteAllText(PathTo("nuget.config"), PackedApp.Settings(packages));
        File.WriteAllText(PathTo("global.json"), Runner);
        File.WriteAllText(PathTo("Locker", "Locker.csproj"), Provider);
        File.WriteAllText(PathTo("Locker.Tests", "Locker.Tests.csproj"), Tests);
        Snippet[] readme = [.. Snippet.In("README.md", Readme)];
        File.WriteAllText(Signer, CodeOf(readme, "LockerSigner"));
        File.WriteAllText(PathTo("Locker.Tests", "LockerHarness.cs"), CodeOf(readme, "LockerHarness"));
        File.WriteAllText(PathTo("Locker.Tests", "LockerConformanceFacts.cs"), CodeOf(readme, "LockerConformanceFacts"));
    }

    /// <summary>Has the provider forget a condition when it is told to, without being built again.</summary>
    public void LetForget(string condition)
    {
        string signer = File.ReadAllText(Signer);
        signer.Should().Contain(condition);
        File.WriteAllText(Signer, signer.Replace(
            condition, $"""{condition} && Environment.GetEnvironmentVariable("{Forgets}") is null""", StringComparison.Ordinal));
    }

    /// <summary>Builds and runs the tests, as a stranger does.</summary>
    public Task<ChildProcess> TestAsync(Locker locker) => RunAsync(locker, []);

    /// <summary>Runs the tests again, as they were built, and the provider forgets what it was let.</summary>
    public Task<ChildProcess> TestAgainAsync(Locker locker) => RunAsync(locker, ["--no-build"], (Forgets, "1"));

    /// <summary>What the last lines count, such as <c>succeeded</c>.</summary>
    public static int CountIn(string output, string what) => int.Parse(
        Count().Matches(output).Last(count => count.Groups["what"].Value == what).Groups["count"].ValueSpan, CultureInfo.InvariantCulture);

    /// <summary>The report in a text, without what surrounds it.</summary>
    public static string ReportIn(string text) =>
        string.Join('\n', Lines().Match(text).Value.Split('\n').Select(line => line.Trim()).TakeWhile(line => line.Length > 0 && line != "```"));

    /// <summary>The packages that were not on this machine before, and so came from the folder or were downloaded.</summary>
    public IEnumerable<string?> InstalledPackages() => Directory.EnumerateDirectories(PathTo("packages")).Select(Path.GetFileName);

    public void Remove() => _folder.Delete(recursive: true);

    private Task<ChildProcess> RunAsync(Locker locker, string[] options, params (string Name, string Value)[] more) => ChildProcess.RunAsync(
        ChildProcess.Dotnet,
        ["test", "--project", PathTo("Locker.Tests", "Locker.Tests.csproj"), "--output", "Detailed", .. options],
        new[] { ("LOCKER_URL", locker.Url), ("LOCKER_SECRET", locker.Secret) }.Concat(more).ToDictionary(pair => pair.Item1, pair => pair.Item2),
        _folder.FullName);

    private static string CodeOf(IEnumerable<Snippet> readme, string type) =>
        readme.Single(snippet => snippet.Code.Contains($"class {type} ", StringComparison.Ordinal)
            || snippet.Code.Contains($"class {type}(", StringComparison.Ordinal)).Code;

    private string PathTo(params IEnumerable<string> parts) => Path.Combine([_folder.FullName, .. parts]);

    [GeneratedRegex("Locker at .*", RegexOptions.Singleline)]
    private static partial Regex Lines();

    [GeneratedRegex(@"^\s*(?<what>total|succeeded|failed|skipped): (?<count>[0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Count();
}
