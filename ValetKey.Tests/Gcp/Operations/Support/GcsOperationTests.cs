using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using ValetKey.Gcp.Operations;
using ValetKey.Providers;
using ValetKey.Tests.Gcp.Servers.Support;
using ValetKey.Tests.Servers.Gcs;

namespace ValetKey.Tests.Gcp.Operations.Support;

/// <summary>Tests of the application's own operations at the stand-in, found in the services as an application finds them.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class GcsOperationTests : IAsyncDisposable
{
    private readonly List<GcsIssuer> _issuers = [];

    protected GcsServer Server { get; private set; } = null!;

    protected string Bucket { get; private set; } = null!;

    protected IStorageOperations Operations { get; private set; } = null!;

    protected FakeLogCollector Log { get; } = FakeLogCollector.Create(new FakeLogCollectorOptions());

    [SetUp]
    public async Task StartAsync()
    {
        Server = await GcsServer.StartAsync();
        Bucket = Server.CreateBucket();
        Operations = With(_ => OwnService.ForAsync(Server));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (GcsIssuer issuer in _issuers)
        {
            await issuer.DisposeAsync();
        }

        await Server.DisposeAsync();
    }

    protected IStorageOperations With(GcsServiceSource create)
    {
        GcsIssuer issuer = GcsIssuer.Create(Server, prepare: services => services
            .AddKeyedSingleton(GcsIssuer.Name, create)
            .AddSingleton<ILoggerFactory>(new LoggerFactory([new FakeLoggerProvider(Log)])));
        _issuers.Add(issuer);
        return issuer.Services.GetRequiredKeyedService<IStorageOperations>(GcsIssuer.Name);
    }

    protected KeyScope Object(string name) => KeyScope.ForObject(Bucket, name);

    protected GcsObject Put(string name, string content, params (string Name, string Value)[] headers)
    {
        Dictionary<string, string> all = new() { ["content-type"] = "text/plain" };
        foreach ((string header, string value) in headers)
        {
            all[header] = value;
        }

        return Server.Store.Put(Bucket, name, Encoding.UTF8.GetBytes(content), all);
    }

    protected async Task<StorageObject> StageAsync(string name, string content = "staged", params (string Name, string Value)[] headers)
    {
        Put(name, content, headers);
        return (await Operations.FindAsync(Bucket, name))!;
    }

    protected string? ContentOf(string name) => Server.Store.Find(Bucket, name) is { } found ? Encoding.UTF8.GetString(found.Content) : null;

    protected async Task<IReadOnlyList<UploadedPart>> PutPartsAsync(PartUpload upload, params string[] contents)
    {
        for (int number = 1; number <= contents.Length; number++)
        {
            Put(Operations.ScopeOfPart(upload, number).Name, contents[number - 1]);
        }

        return (await Operations.ListPartsAsync(upload))!;
    }

    protected int CallsOf(string what) => Server.Service.Json.Calls.Count(call => call.Contains(what, StringComparison.Ordinal));

    protected static async Task<ValetKeyException> FaultOfAsync<T>(ValueTask<T> call) =>
        (await FluentActions.Awaiting(() => call.AsTask()).Should().ThrowAsync<ValetKeyException>()).Which;
}
