using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ValetKey.AspNetCore;
using ValetKey.AspNetCore.Flow;
using ValetKey.AspNetCore.Sweeping;
using ValetKey.Providers;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Support;

/// <summary>A web application with uploads, on local storage that it serves itself, with a clock that stands.</summary>
public sealed class UploadApp : IAsyncDisposable
{
    public const string Name = "pictures";
    public const string Path = "/pictures";

    private readonly UploadApp? _first;
    private readonly TempFolder _folder;
    private readonly IDataProtectionProvider _protection;
    private WebApplication _app = null!;

    private UploadApp(UploadApp? first) => (_first, _folder, _protection, Time, Uploads) = first is null
        ? (null, new TempFolder(), new EphemeralDataProtectionProvider(), new FakeTimeProvider(TestStorage.Start), new TestUploads())
        : (first, first._folder, first._protection, first.Time, first.Uploads);

    public FakeTimeProvider Time { get; }

    public TestUploads Uploads { get; }

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public Uri Url => new(_app.Urls.First());

    public string LedgerPath => System.IO.Path.Combine(_folder.Path, "uploads.db");

    public UploadLedger Ledger => Services.GetRequiredService<UploadLedger>();

    public IStorageOperations Store => Services.GetRequiredKeyedService<IStorageOperations>("store");

    internal UploadServices Site => Services.GetRequiredService<UploadSites>().Get(Name);

    /// <param name="configure">Settings of the uploads. Parts are small unless they say otherwise.</param>
    /// <param name="services">Further services.</param>
    /// <param name="map">What is said of the endpoints.</param>
    /// <param name="first">Another instance, whose store, ledger and clock this one shares.</param>
    /// <param name="sweeps">Whether it sweeps by itself. If not, a test does, and nobody is in its way.</param>
    public static async Task<UploadApp> StartAsync(
        Action<UploadsOptions>? configure = null, Action<IServiceCollection>? services = null,
        Action<WebApplication, IEndpointConventionBuilder>? map = null, UploadApp? first = null,
        bool sweeps = false)
    {
        UploadApp app = new(first);
        WebApplicationBuilder builder = QuietHost.CreateBuilder();
        builder.Services.AddSingleton<TimeProvider>(app.Time);
        builder.Services.AddSingleton(app.Uploads);
        UserHeader.AddTo(builder.Services);
        builder.Services.AddSingleton(app._protection);
        builder.Services.AddValetKey(options => options.ClockSkew = ClockSkewPolicy.Strict)
            .AddLocalStorage("store", options => options.RootPath = System.IO.Path.Combine(app._folder.Path, "store"));
        builder.Services.Configure<UploadLedgerOptions>(options => options.Path = app.LedgerPath);
        builder.Services.AddUploads<TestUploadHandler>(Name, options =>
        {
            options.PartThreshold = 100;
            options.PartLength = 100;
            configure?.Invoke(options);
        });
        services?.Invoke(builder.Services);
        if (!sweeps)
        {
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(UploadSweeper)));
        }

        app._app = builder.Build();
        app._app.MapValetKeyLocalStorage();
        IEndpointConventionBuilder mapped = app._app.MapUploads(Path, Name);
        map?.Invoke(app._app, mapped);
        await app._app.StartAsync();
        app.Client = TestStorage.NewClient();
        return app;
    }

    /// <summary>What is in staging.</summary>
    public async Task<IReadOnlyList<StagedItem>> StagedAsync()
    {
        List<StagedItem> found = [];
        await foreach (StagedItem item in Store.ListStagedAsync(TestUploads.Container, ".staging/"))
        {
            found.Add(item);
        }

        return found;
    }

    /// <summary>Somebody who uploads.</summary>
    public UploadClient As(string? user = "anna") => new(this, user);

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await _app.DisposeAsync();
        if (_first is null)
        {
            _folder.Dispose();
        }
    }
}
