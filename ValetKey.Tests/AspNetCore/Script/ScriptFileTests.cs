using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Samples;
using ValetKey.Tests.Servers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Script;

/// <summary>The module as it is shipped: small, a module, and typed.</summary>
[Parallelizable]
internal sealed partial class ScriptFileTests
{
    private const int MostBytes = 12_000;

    private static readonly string Source = ReadContract("valetkey.js");

    [Test]
    public void It_has_less_than_12_KiB_and_needs_no_other_module()
    {
        Encoding.UTF8.GetByteCount(Source).Should().BeInRange(1, MostBytes - 1);
        Import().IsMatch(Source).Should().BeFalse();
    }

    [Test]
    public async Task Node_takes_it_for_a_module_and_the_types_name_what_it_exports()
    {
        ServerTools.Require("Node.js", "nodejs", "node");
        using TempFolder folder = new();
        string file = Path.Combine(folder.Path, "valetkey.mjs");
        await File.WriteAllTextAsync(file, Source);

        ChildProcess check = await ChildProcess.RunAsync("node", ["--check", file]);
        ChildProcess list = await ChildProcess.RunAsync(
            "node", ["--input-type=module", "-e", $"console.log(JSON.stringify(Object.keys(await import('{file}'))))"]);

        check.ExitCode.Should().Be(0, "it said {0}", check.Output);
        string[] exports = JsonSerializer.Deserialize<string[]>(list.Output)!;
        exports.Should().BeEquivalentTo("UploadError", "abandon", "pending", "upload");
        Declared().Matches(ReadContract("valetkey.d.ts")).Select(match => match.Groups["name"].Value).Should().BeEquivalentTo(exports);
    }

    private static string ReadContract(string name) => File.ReadAllText(Repository.PathTo("ValetKey.AspNetCore", "Contract", name));

    [GeneratedRegex(@"^\s*import\b|\bimport\(", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex(@"^export (class|function) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declared();
}
