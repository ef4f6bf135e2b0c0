using System.Net;
using System.Security.Cryptography;
using ValetKey.Providers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Servers;

/// <summary>OpenStack Swift on loopback, with temporary URLs and one account: one for all tests, started by the first that needs it.</summary>
/// <remarks>
/// Swift answers HEAD on a URL that was signed for GET, PUT or POST; takes the same signature in Base64, the end as an ISO date, and of a
/// parameter that comes twice the first. Debian's refuses to copy into what a temporary URL writes (OSSA-2026-041); older ones copy from
/// whatever the secret opens.
/// </remarks>
internal sealed class SwiftServer : IRunningServer
{
    public const string Account = "AUTH_valetkey";

    private static readonly SharedServer<SwiftServer> Shared = new("Swift", StartAsync);
    private readonly ServerProcess _server;
    private readonly HttpClient _owner;

    private SwiftServer(ServerProcess server, Uri endpoint)
    {
        _server = server;
        Endpoint = endpoint;
        Client = new HttpClient();
        _owner = new HttpClient { BaseAddress = new Uri(endpoint, $"/v1/{Account}/") };
    }

    public bool HasExited => _server.HasExited;

    /// <summary>Gets the address without a path.</summary>
    public Uri Endpoint { get; }

    /// <summary>Gets the account's secret for temporary URLs.</summary>
    public string Secret { get; } = RandomNumberGenerator.GetHexString(32);

    /// <summary>Gets a plain client, as somebody has who was handed a key.</summary>
    public HttpClient Client { get; }

    /// <summary>Swift; where it is not installed the test is ignored, in CI it fails.</summary>
    public static Task<SwiftServer> RequireAsync()
    {
        ServerTools.Require(
            "OpenStack Swift",
            "swift-proxy swift-account swift-container swift-object memcached",
            "bash", "setpriv", "memcached", "swift-account-server", "swift-container-server", "swift-object-server", "swift-proxy-server");
        return Shared.GetAsync();
    }

    /// <summary>Ends Swift, if it runs.</summary>
    public static Task StopAsync() => Shared.StopAsync();

    public async Task<string> CreateContainerAsync()
    {
        string name = $"valetkey-{Guid.NewGuid():n}";
        (await SendAsync(HttpMethod.Put, name)).Dispose();
        return name;
    }

    /// <summary>Puts an object as its owner does, without a key.</summary>
    public async Task PutAsync(string container, string name, byte[] content) =>
        (await SendAsync(HttpMethod.Put, PathOf(container, name), new ByteArrayContent(content))).Dispose();

    /// <summary>What an object holds; null where there is none.</summary>
    public async Task<byte[]?> FindAsync(string container, string name)
    {
        using HttpResponseMessage response = await _owner.GetAsync(PathOf(container, name));
        return response.StatusCode == HttpStatusCode.NotFound ? null : await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    /// <summary>The names in a container, or those under a prefix, in order.</summary>
    public async Task<string[]> ListAsync(string container, string prefix = "") =>
        (await _owner.GetStringAsync($"{PercentEncoding.Encode(container)}?prefix={PercentEncoding.Encode(prefix)}"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public async Task DeleteAsync(string container, string name) => (await SendAsync(HttpMethod.Delete, PathOf(container, name))).Dispose();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _owner.Dispose();
        await _server.DisposeAsync();
    }

    private static string PathOf(string container, string name) => $"{PercentEncoding.Encode(container)}/{PercentEncoding.EncodePath(name)}";

    private static async Task<SwiftServer> StartAsync()
    {
        int[] ports = Loopback.FindPorts(5);
        string password = RandomNumberGenerator.GetHexString(32);
        ServerProcess server = await ServerProcess.StartAsync(
            Repository.PathTo("ValetKey.Tests", "Servers", "swift", "serve.sh"),
            Directory.CreateTempSubdirectory("valetkey-swift-").FullName,
            new Dictionary<string, string>
            {
                ["PROXY_PORT"] = $"{ports[0]}",
                ["ACCOUNT_PORT"] = $"{ports[1]}",
                ["CONTAINER_PORT"] = $"{ports[2]}",
                ["OBJECT_PORT"] = $"{ports[3]}",
                ["CACHE_PORT"] = $"{ports[4]}",
                ["OWNER_PASSWORD"] = password,
            });
        SwiftServer swift = new(server, new Uri($"http://127.0.0.1:{ports[0]}"));
        await swift.LogInAsync(password);
        return swift;
    }

    private async Task LogInAsync(string password)
    {
        using HttpRequestMessage login = new(HttpMethod.Get, new Uri(Endpoint, "/auth/v1.0"));
        login.Headers.Add("X-Auth-User", "valetkey:owner");
        login.Headers.Add("X-Auth-Key", password);
        using HttpResponseMessage response = (await _owner.SendAsync(login)).EnsureSuccessStatusCode();
        _owner.DefaultRequestHeaders.Add("X-Auth-Token", response.Headers.GetValues("X-Auth-Token"));
        using HttpRequestMessage keys = new(HttpMethod.Post, _owner.BaseAddress!.AbsoluteUri.TrimEnd('/'));
        keys.Headers.Add("X-Account-Meta-Temp-URL-Key", Secret);
        (await _owner.SendAsync(keys)).EnsureSuccessStatusCode().Dispose();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using HttpRequestMessage request = new(method, path) { Content = content };
        return (await _owner.SendAsync(request)).EnsureSuccessStatusCode();
    }
}
