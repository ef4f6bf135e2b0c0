using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ValetKey.AspNetCore;
using ValetKey.Providers;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Samples;
using ValetKey.Tests.Servers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Docs;

/// <summary>The clients that docs/clients.md has in other languages, run as they stand there.</summary>
internal sealed partial class PlainHttpTests : IDisposable
{
    private const int MostBytesOfPart = 100; // As the application has it.

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Curl_uploads_in_one_piece()
    {
        ServerTools.Require("curl and jq", "curl jq", "bash", "curl", "jq");

        await ShouldUploadAsync("cat.png", MostBytesOfPart, "bash", "-euo", "pipefail", "-c", CodeIn("sh"));
    }

    [Test]
    public async Task Python_uploads_in_parts()
    {
        ServerTools.Require("Python", "python3 python3-requests", "python3");
        if ((await ChildProcess.RunAsync("python3", ["-c", "import requests"])).ExitCode != 0)
        {
            Skip.Test("Python has no requests. On Debian and Ubuntu: apt install python3-requests");
        }

        await ShouldUploadAsync("movie.mp4", (2 * MostBytesOfPart) + 1, "python3", "-c", CodeIn("python"));
    }

    private async Task ShouldUploadAsync(string name, int length, string program, params string[] arguments)
    {
        byte[] content = RandomNumberGenerator.GetBytes(length);
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, name), content);
        await using UploadApp app = await UploadApp.StartAsync();

        ChildProcess run = await ChildProcess.RunAsync(
            program,
            arguments,
            new Dictionary<string, string> { ["APP"] = app.Url.AbsoluteUri.TrimEnd('/'), ["AUTH"] = $"{UserHeader.Name}: anna" },
            _folder.Path);

        run.ExitCode.Should().Be(0, run.Output);
        UploadRecord upload = (await app.Ledger.ListAsync(new UploadQuery())).Should().ContainSingle().Subject;
        (upload.State, upload.FileName, upload.Subject).Should().Be((UploadState.Published, name, "anna"));
        StorageObject published = (await app.Store.FindAsync(upload.Object.Container, upload.Object.Name!))!;
        await using Stream stored = (await app.Store.OpenReadAsync(published))!;
        using MemoryStream copy = new();
        await stored.CopyToAsync(copy);
        copy.ToArray().Should().Equal(content);
    }

    private static string CodeIn(string language) => Block().Matches(File.ReadAllText(Repository.PathTo("docs", "clients.md")))
        .Single(block => block.Groups["language"].Value == language).Groups["code"].Value;

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
