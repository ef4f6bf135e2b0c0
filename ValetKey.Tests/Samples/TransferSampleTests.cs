using System.Globalization;
using System.Security.Cryptography;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Servers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Samples;

/// <summary>The sample that moves files on the console, as somebody runs it who keeps a folder there.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TransferSampleTests : IDisposable
{
    private static readonly string[] Providers = LongRun.IsAsked ? ["s3", "azure"] : ["s3"];

    private static readonly string Program = ChildProcess.PathTo("samples/Transfer", "Transfer");

    private readonly TempFolder _folder = new();

    // More than one part has, an empty one, and names that a path must not be broken by.
    private static Dictionary<string, byte[]> Contents { get; } = new()
    {
        ["large.bin"] = [.. Enumerable.Range(0, 20_000_000).Select(i => (byte)(i * 7 / 3))],
        ["empty"] = [],
        ["folder/a b #ä%2F.txt"] = "a text"u8.ToArray(),
    };

    private string Here => Path.Combine(_folder.Path, "here");

    private string Elsewhere => Path.Combine(_folder.Path, "elsewhere");

    public void Dispose() => _folder.Dispose();

    [TestCaseSource(nameof(Providers))]
    public async Task A_folder_goes_up_and_down(string provider)
    {
        Dictionary<string, string> environment = await SampleStores.EnvironmentOfAsync(provider);
        Fill(Here);

        ChildProcess up = await RunAsync(provider, environment, "sync", "up", Here);
        ChildProcess down = await RunAsync(provider, environment, "sync", "down", Elsewhere);

        up.Output.Should().Contain("3 transferred, 0 failed.");
        down.Output.Should().Contain("3 transferred, 0 failed.");
        LinesOf(Elsewhere).Should().BeEquivalentTo(Contents.Select(file => LineOf(file.Key, file.Value)));
    }

    [Test]
    public async Task Of_a_folder_that_was_changed_elsewhere_what_has_not_changed_stays()
    {
        Fill(Here);

        ChildProcess up = await RunAsync("local", [], "sync", "up", Here);
        ChildProcess down = await RunAsync("local", [], "sync", "down", Elsewhere);
        await File.WriteAllTextAsync(Path.Combine(Elsewhere, "empty"), "not any more");
        ChildProcess changed = await RunAsync("local", [], "sync", "up", Elsewhere);
        ChildProcess again = await RunAsync("local", [], "sync", "down", Here);

        up.Output.Should().Contain("3 transferred, 0 failed.");
        down.Output.Should().Contain("3 transferred, 0 failed.");
        changed.Output.Should().Contain("1 transferred, 0 failed.");
        again.Output.Should().Contain("1 transferred, 0 failed.");
        string[] expected = [.. Contents.Select(file => LineOf(file.Key, file.Key == "empty" ? "not any more"u8.ToArray() : file.Value))];
        LinesOf(Here).Should().BeEquivalentTo(expected);
        LinesOf(Elsewhere).Should().BeEquivalentTo(expected);
    }

    [Test]
    public async Task One_that_fails_keeps_no_other_back_and_is_told()
    {
        Fill(Here);

        ChildProcess up = await RunAsync("local", [], "upload", Path.Combine(Here, "empty"), Path.Combine(Here, "missing"));
        ChildProcess unknown = await RunAsync("local", [], "download", "missing", Elsewhere);
        ChildProcess list = await RunAsync("local", [], "list");

        up.ExitCode.Should().Be(1);
        up.Output.Should().Contain("1 transferred, 1 failed.").And.Contain("missing");
        unknown.ExitCode.Should().Be(1);
        unknown.Output.Should().Contain("404");
        list.Output.Should().Contain("empty").And.NotContain("missing");
        Directory.Exists(Elsewhere).Should().BeTrue();
        LinesOf(Elsewhere).Should().BeEmpty();
    }

    [Test]
    public async Task A_path_that_leads_out_of_the_folder_is_not_fetched()
    {
        ChildProcess run = await RunAsync("local", [], "download", "../escaped", Elsewhere);

        run.ExitCode.Should().NotBe(0);
        File.Exists(Path.Combine(_folder.Path, "escaped")).Should().BeFalse();
    }

    [TestCase]
    [TestCase("upload")]
    [TestCase("sync", "sideways", "folder")]
    [TestCase("--provider", "nimbus", "list")]
    public async Task Wrong_arguments_are_told_and_fail(params string[] arguments)
    {
        ChildProcess run = await ChildProcess.RunAsync(ChildProcess.Dotnet, [Program, .. arguments]);

        run.ExitCode.Should().Be(2);
        run.Output.Should().Contain("Usage: dotnet run --project samples/Transfer");
    }

    private static void Fill(string folder)
    {
        foreach ((string path, byte[] content) in Contents)
        {
            string file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
    }

    private static IEnumerable<string> LinesOf(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => LineOf(Path.GetRelativePath(folder, file), File.ReadAllBytes(file)));

    private static string LineOf(string path, byte[] content) => $"{path} {Convert.ToHexString(SHA256.HashData(content))}";

    private Task<ChildProcess> RunAsync(string provider, Dictionary<string, string> environment, params string[] words) => ChildProcess.RunAsync(
        ChildProcess.Dotnet,
        [Program, "--provider", provider, "--port", Loopback.FindPorts(1)[0].ToString(CultureInfo.InvariantCulture), .. words],
        environment,
        _folder.Path);
}
