using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ValetKey.Client;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Client.Support;
using ValetKey.Tests.Samples;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Packaging;

/// <summary>
/// The sample that is a client alone. VALETKEY_LONG=1 compiles it natively from the package, and holds it to its size and to how soon it sends; the
/// usual run has it as it was built with the tests, since all of the package is compiled in <see cref="NativeAotTests"/>.
/// </summary>
internal sealed class NativeClientTests
{
    private const long MostBytes = 15_000_000;

    private static readonly TimeSpan LongestStart = TimeSpan.FromMilliseconds(100);

    private PackedApp? _app;
    private string[] _program = [ChildProcess.Dotnet, ChildProcess.PathTo("samples/NativeClient", "NativeClient")];

    [OneTimeSetUp]
    public async Task PublishAsync()
    {
        if (!LongRun.IsAsked || !await NativeLinker.IsPresentAsync())
        {
            return;
        }

        _app = new PackedApp("Microsoft.NET.Sdk", ["ValetKey.Client"]);
        ChildProcess publish = await _app.PublishAsync(
            Repository.PathTo("samples", "NativeClient", "Program.cs"), await PackedPackages.FolderAsync());
        publish.ExitCode.Should().Be(0, publish.Output);
        PackedApp.WarnedOf(publish.Output).Should().BeEmpty(publish.Output);
        new FileInfo(_app.Program).Length.Should().BeLessThan(MostBytes);
        _program = [_app.Program];
    }

    [OneTimeTearDown]
    public void Remove() => _app?.Remove();

    [Test]
    public async Task It_brings_a_file_up_and_down()
    {
        await using ClientHost host = await ClientHost.StartAsync();
        string path = host.NewFile((3 * ClientHost.PartLength) + 1);
        await host.StoreAsync("a", await File.ReadAllBytesAsync(path));

        ChildProcess up = await RunAsync(host.App.Url, "upload", path, ClientHost.Uploads);
        ChildProcess down = await RunAsync(host.App.Url, "download", "files/a", path + ".back");
        ChildProcess unknown = await RunAsync(host.App.Url, "download", "files/unknown", path + ".unknown");

        up.ExitCode.Should().Be(0, up.Output);
        (await host.StoredAsync(new PublishedUpload(up.Output.Trim(), "", 0))).Should().Equal(await File.ReadAllBytesAsync(path));
        File.Exists(path + ".ticket").Should().BeFalse("the upload is over");
        down.ExitCode.Should().Be(0, down.Output);
        (await File.ReadAllBytesAsync(path + ".back")).Should().Equal(await File.ReadAllBytesAsync(path));
        (unknown.ExitCode, File.Exists(path + ".unknown.part")).Should().Be((1, false));
        unknown.Output.Should().Contain("404");
    }

    [Test]
    public async Task It_brings_a_stream_up_and_down()
    {
        await using ClientHost host = await ClientHost.StartAsync();
        string path = host.NewFile((3 * ClientHost.PartLength) + 1);
        await host.StoreAsync("a", await File.ReadAllBytesAsync(path));

        ChildProcess up = await PipeAsync(
            $"< '{path}'", host.App.Url, "upload", "-", ClientHost.Uploads, "a.bin", $"{new FileInfo(path).Length}");
        ChildProcess down = await PipeAsync($"> '{path}.back'", host.App.Url, "download", "files/a", "-");

        up.ExitCode.Should().Be(0, up.Output);
        (await host.StoredAsync(new PublishedUpload(up.Output.Trim(), "", 0))).Should().Equal(await File.ReadAllBytesAsync(path));
        down.ExitCode.Should().Be(0, down.Output);
        (await File.ReadAllBytesAsync(path + ".back")).Should().Equal(await File.ReadAllBytesAsync(path));
    }

    [Test]
    public async Task Its_first_byte_is_out_soon_after_it_was_started()
    {
        using TcpListener application = new(IPAddress.Loopback, 0);
        application.Start();
        string file = Path.GetTempFileName();
        List<TimeSpan> starts = [];
        for (int i = 0; i < 5; i++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            Task<ChildProcess> run = RunAsync(new Uri($"http://{application.LocalEndpoint}"), "download", "a", file + ".back");
            using (TcpClient connection = await application.AcceptTcpClientAsync())
            {
                (await connection.GetStream().ReadAsync(new byte[1])).Should().Be(1);
                starts.Add(watch.Elapsed);
                await connection.GetStream().WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            }

            (await run).ExitCode.Should().Be(1);
        }

        File.Delete(file);
        TestContext.Out.WriteLine($"first byte after {starts.Min().TotalMilliseconds:f0} ms");
        if (_app is not null)
        {
            starts.Min().Should().BeLessThan(LongestStart);
        }
    }

    private Task<ChildProcess> RunAsync(Uri application, params string[] arguments) => CommandAsync(application, [.. _program, .. arguments]);

    private Task<ChildProcess> PipeAsync(string redirection, Uri application, params string[] arguments) =>
        CommandAsync(application, ["sh", "-c", $"exec \"$@\" {redirection}", "sh", .. _program, .. arguments]);

    private static Task<ChildProcess> CommandAsync(Uri application, string[] command) => ChildProcess.RunAsync(
        command[0],
        command[1..],
        new Dictionary<string, string> { ["APP"] = application.AbsoluteUri, ["AUTH"] = $"{UserHeader.Name}: anna" });
}
