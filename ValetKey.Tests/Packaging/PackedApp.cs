using System.Text.RegularExpressions;
using ValetKey.Tests.Samples;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Packaging;

/// <summary>
/// An application in a folder of its own, far from the repository's settings, that has ValetKey from the packages alone. VALETKEY_LONG=1 compiles it
/// natively, which takes minutes.
/// </summary>
internal sealed partial class PackedApp
{
    /// <summary>All that go into an application; the client goes into others.</summary>
    private static readonly string[] OfApplications =
        ["ValetKey.Core", "ValetKey.Aws", "ValetKey.Azure", "ValetKey.Gcp", "ValetKey.Local", "ValetKey.AspNetCore", "ValetKey.Client"];

    private readonly string _project;

    /// <summary>
    /// A web application that has them all, natively compiled in full and not just as far as the program calls them: every part is to be fit for it.
    /// </summary>
    public PackedApp()
        : this("Microsoft.NET.Sdk.Web", OfApplications, properties: "") =>
        _project = _project.Replace(
            "</Project>",
            $"""
              <ItemGroup>
                <TrimmerRootAssembly Include="{string.Join(';', OfApplications)}" />
              </ItemGroup>
            </Project>
            """,
            StringComparison.Ordinal);

    /// <summary>A program that has some packages, as small as it may be.</summary>
    public PackedApp(string sdk, string[] packages, string properties = "<OptimizationPreference>Size</OptimizationPreference>") => _project = $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <PublishAot>{LongRun.IsAsked}</PublishAot>
            <NativeDebugSymbols>false</NativeDebugSymbols>
            <InvariantGlobalization>true</InvariantGlobalization>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="{string.Join(';', packages)}" Version="*" />
          </ItemGroup>
        </Project>
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("valetkey-app-");

    public string Folder => _folder.FullName;

    public string Program => PathTo("out", "app");

    /// <summary>How it is started.</summary>
    public string[] Command => LongRun.IsAsked ? [Program] : [ChildProcess.Dotnet, PathTo("out", "app.dll")];

    public string PathTo(params IEnumerable<string> parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Publishes a sample's program against the packages.</summary>
    /// <param name="source">The sample's <c>Program.cs</c>.</param>
    /// <param name="packages">The folder of the packages.</param>
    /// <returns>The command, with what it wrote.</returns>
    public async Task<ChildProcess> PublishAsync(string source, string packages)
    {
        File.Copy(source, PathTo("Program.cs"));
        await File.WriteAllTextAsync(PathTo("app.csproj"), _project);
        await File.WriteAllTextAsync(PathTo("nuget.config"), Settings(packages));
        return await ChildProcess.RunAsync(
            ChildProcess.Dotnet,
            ["publish", PathTo("app.csproj"), "--configuration", "Release", "--output", PathTo("out"), "-nodeReuse:false", "-nologo"]);
    }

    /// <summary>The packages that were not on this machine before, and so came from the folder or were downloaded.</summary>
    public IEnumerable<string?> InstalledPackages() => Directory.EnumerateDirectories(PathTo("packages")).Select(Path.GetFileName);

    /// <summary>Whom the compiler warned of; null for a warning that names no assembly.</summary>
    public static IEnumerable<string?> WarnedOf(string output) => Warning().Matches(output)
        .Select(warning => warning.Groups["assembly"] is { Success: true } assembly ? assembly.Value : null)
        .Distinct();

    public void Remove() => _folder.Delete(recursive: true);

    /// <summary>
    /// A <c>nuget.config</c>: what is on the machine already is read where it lies; ours is never written there, where another run would find it.
    /// </summary>
    public static string Settings(string packages) => $"""
        <configuration>
          <config>
            <add key="globalPackagesFolder" value="packages" />
          </config>
          <fallbackPackageFolders>
            <add key="machine" value="{MachinePackages}" />
          </fallbackPackageFolders>
          <packageSources>
            <add key="packed" value="{packages}" />
          </packageSources>
          <packageSourceMapping>
            <packageSource key="packed">
              <package pattern="ValetKey.*" />
            </packageSource>
            <packageSource key="nuget.org">
              <package pattern="*" />
            </packageSource>
          </packageSourceMapping>
        </configuration>
        """;

    private static string MachinePackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    // What is said of a member begins with its name, and so with that of Google's assemblies.
    [GeneratedRegex(@"warning (?:[A-Z]+[0-9]+)?:?(?: Assembly '(?<assembly>[^']+)'| (?<assembly>Google\.[\w.]+)\.\w+\(\))?")]
    private static partial Regex Warning();
}
