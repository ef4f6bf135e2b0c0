using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Local;

namespace ValetKey.Tests.Local.Support;

/// <summary>A service on loopback, an application that issues keys for it, and a client that knows neither.</summary>
public sealed class TestStorage : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private ServiceProvider _application = null!;
    private int _containers;

    private TestStorage(string? rootPath) => RootPath = rootPath ?? _folder.Path;

    public LocalStorageHost Host { get; private set; } = null!;

    public FakeTimeProvider Time { get; } = new(Start);

    public IValetKeyIssuer Issuer { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public string RootPath { get; }

    public static async Task<TestStorage> StartAsync(
        Action<LocalStorageHostOptions>? configure = null, ILoggerFactory? loggers = null, string? rootPath = null)
    {
        TestStorage storage = new(rootPath);
        X509Certificate2? certificate = null;
        storage.Host = await LocalStorageHost.StartAsync(options =>
        {
            options.RootPath = storage.RootPath;
            options.TimeProvider = storage.Time;
            options.LoggerFactory = loggers;
            configure?.Invoke(options);
            certificate = options.Certificate;
        });
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(storage.Time);
        if (loggers is not null)
        {
            services.AddSingleton(loggers);
            services.AddLogging();
        }

        services.AddValetKey(options => options.ClockSkew = ClockSkewPolicy.Strict).AddLocalStorage("test", options =>
        {
            options.RootPath = storage.RootPath;
            options.PublicUrl = storage.Host.Url;
        });
        storage._application = services.BuildServiceProvider();
        storage.Issuer = storage._application.GetRequiredService<IValetKeyIssuer>();
        storage.Client = NewClient(certificate);
        return storage;
    }

    public static HttpClient NewClient(X509Certificate2? certificate = null) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = 64,
        UseCookies = false,
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => certificate is not null && certificate.Equals(presented) },
    });

    public string NewContainer() => $"c{Interlocked.Increment(ref _containers)}";

    public async Task<SignedUrl> UrlAsync(KeyScope scope, Permissions permission, KeyConstraints? constraints = null) =>
        await Issuer.IssueUrlAsync(Request(scope, permission, constraints));

    public async Task<SignedQuery> QueryAsync(KeyScope scope, Permissions permissions, KeyConstraints? constraints = null) =>
        await Issuer.IssueQueryAsync(Request(scope, permissions, constraints));

    public async Task<SignedForm> FormAsync(KeyScope scope, Permissions permission = Permissions.Create, KeyConstraints? constraints = null) =>
        await Issuer.IssueFormAsync(Request(scope, permission, constraints));

    public async Task<Answer> SendAsync(HttpRequestMessage request) => await Answer.OfAsync(await Client.SendAsync(request));

    public async Task<Answer> SendAsync(SignedUrl key, HttpContent? content = null, Action<HttpRequestMessage>? change = null)
    {
        HttpRequestMessage request = key.CreateRequest(content);
        change?.Invoke(request);
        return await SendAsync(request);
    }

    /// <summary>Stores an object as its owner would.</summary>
    public async Task<Answer> StoreAsync(string container, string name, HttpContent content)
    {
        Answer answer = await SendAsync(await UrlAsync(KeyScope.ForObject(container, name), Permissions.Write), content);
        answer.IsSuccess.Should().BeTrue(answer.Text);
        return answer;
    }

    public Task<Answer> StoreAsync(string container, string name, string content) => StoreAsync(container, name, Bodies.Text(content));

    /// <summary>What is stored, as its owner sees it; null if there is no such object.</summary>
    public async Task<string?> FetchAsync(string container, string name)
    {
        Answer answer = await SendAsync(await UrlAsync(KeyScope.ForObject(container, name), Permissions.Read));
        answer.Status.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
        return answer.Status == HttpStatusCode.OK ? answer.Text : null;
    }

    public async Task<string[]> NamesAsync(string container)
    {
        Answer answer = await SendAsync(await UrlAsync(KeyScope.ForContainer(container), Permissions.List));
        return [.. answer.Json.GetProperty("objects").EnumerateArray().Select(found => found.GetProperty("name").GetString()!)];
    }

    /// <summary>Sends bytes as they are, and reads until the service closes.</summary>
    public Task<string> SendRawAsync(string request) => RawHttp.SendAsync(Host.Url, Encoding.Latin1.GetBytes(request));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
        await Host.DisposeAsync();
        _folder.Dispose();
    }

    private static KeyRequest Request(KeyScope scope, Permissions permissions, KeyConstraints? constraints) =>
        new(scope, permissions) { Constraints = constraints ?? KeyConstraints.None };
}
