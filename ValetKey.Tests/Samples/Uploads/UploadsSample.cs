using ValetKey.Tests.Servers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Samples.Uploads;

/// <summary>The sample of uploads as a reader runs it, in a process of its own.</summary>
internal sealed class UploadsSample : IRunningServer
{
    /// <summary>Where Uppy is, if test.sh has installed it.</summary>
    public static readonly string UppyFolder = Repository.PathTo("samples", "Uploads", "uppy");

    private readonly ServerProcess _server;

    private UploadsSample(ServerProcess server, string folder, string url) => (_server, Folder, Url) = (server, folder, url);

    public bool HasExited => _server.HasExited;

    /// <summary>Gets the folder in which it was started.</summary>
    public string Folder { get; }

    /// <summary>Gets the address of its pages, without a slash at the end.</summary>
    public string Url { get; }

    /// <summary>Gets what it has written.</summary>
    public string Output => File.ReadAllText(Path.Combine(Folder, "log", "server.out"));

    public static async Task<UploadsSample> StartAsync(string provider, IReadOnlyDictionary<string, string> environment)
    {
        ServerTools.Require("a shell to run the sample in", "bash util-linux", "bash", "setpriv");
        int port = Loopback.FindPorts(1)[0];
        string folder = Directory.CreateTempSubdirectory("valetkey-uploads-").FullName;
        ServerProcess server = await ServerProcess.StartAsync(
            Repository.PathTo("ValetKey.Tests", "Servers", "uploads", "serve.sh"),
            folder,
            new Dictionary<string, string>(environment)
            {
                ["DOTNET"] = ChildProcess.Dotnet,
                ["PROGRAM"] = ChildProcess.PathTo("samples/Uploads", "Uploads"),
                ["PROVIDER"] = provider,
                ["PORT"] = $"{port}",
                ["VALETKEY_UPPY"] = UppyFolder,
            });
        return new UploadsSample(server, folder, $"http://127.0.0.1:{port}");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
