using System.Security.Cryptography;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Servers;

/// <summary>nginx on loopback, which gives out files to holders of secure links by the sample's configuration: one for all tests.</summary>
/// <remarks>
/// nginx answers HEAD wherever it answers GET, opens during the whole second that a link names as its end, reads two of the six bits of a
/// signature's last character, and takes other spellings of a path (<c>//</c>, <c>/x/../</c>, <c>%2F</c>) for the one that was signed.
/// </remarks>
internal sealed class NginxServer : IRunningServer
{
    private static readonly SharedServer<NginxServer> Shared = new("nginx", StartAsync);
    private readonly ServerProcess _server;
    private readonly string _objects;

    private NginxServer(ServerProcess server, string folder, Uri endpoint, string secret)
    {
        _server = server;
        _objects = Path.Combine(folder, "objects");
        Endpoint = endpoint;
        Secret = secret;
        Client = new HttpClient();
    }

    public bool HasExited => _server.HasExited;

    /// <summary>Gets the address without a path.</summary>
    public Uri Endpoint { get; }

    /// <summary>Gets the secret of the links.</summary>
    public string Secret { get; }

    /// <summary>Gets a plain client, as somebody has who was handed a key.</summary>
    public HttpClient Client { get; }

    /// <summary>nginx; where it is not installed the test is ignored, in CI it fails.</summary>
    public static Task<NginxServer> RequireAsync()
    {
        ServerTools.Require("nginx", "nginx", "bash", "setpriv", "nginx");
        return Shared.GetAsync();
    }

    /// <summary>Ends nginx, if it runs.</summary>
    public static Task StopAsync() => Shared.StopAsync();

    /// <summary>A container is a folder, and it is there once something is in it.</summary>
    public static string CreateContainer() => $"valetkey-{Guid.NewGuid():n}";

    /// <summary>Puts an object as its owner does: where nginx finds it.</summary>
    public async Task PutAsync(string container, string name, byte[] content)
    {
        string path = PathOf(container, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, content);
    }

    /// <summary>What an object holds; null where there is none.</summary>
    public async Task<byte[]?> FindAsync(string container, string name) =>
        File.Exists(PathOf(container, name)) ? await File.ReadAllBytesAsync(PathOf(container, name)) : null;

    /// <summary>The names in a container, in order.</summary>
    public string[] List(string container) => Directory.Exists(PathOf(container, ""))
        ? [.. Directory.EnumerateFiles(PathOf(container, ""), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(PathOf(container, ""), path)).Order(StringComparer.Ordinal)]
        : [];

    public void Delete(string container, string name) => File.Delete(PathOf(container, name));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }

    private static async Task<NginxServer> StartAsync()
    {
        int port = Loopback.FindPorts(1)[0];
        string secret = RandomNumberGenerator.GetHexString(32);
        string folder = Directory.CreateTempSubdirectory("valetkey-nginx-").FullName;
        ServerProcess server = await ServerProcess.StartAsync(
            Repository.PathTo("ValetKey.Tests", "Servers", "nginx", "serve.sh"),
            folder,
            new Dictionary<string, string>
            {
                ["PORT"] = $"{port}",
                ["SECRET"] = secret,
                ["LOCATIONS"] = Repository.PathTo("samples", "NginxProvider", "secure_link.conf"),
            });
        return new NginxServer(server, folder, new Uri($"http://127.0.0.1:{port}"), secret);
    }

    private string PathOf(string container, string name) => Path.Combine(_objects, container, name);
}
