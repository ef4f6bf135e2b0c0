using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.AspNetCore;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Client.Support;

/// <summary>An application whose uploads go to a server of another maker.</summary>
public sealed class StoreApp : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private WebApplication _app = null!;

    private StoreApp()
    {
    }

    public Uri Url => new(_app.Urls.First());

    /// <param name="container">Where uploads go.</param>
    /// <param name="partLength">How long parts are.</param>
    /// <param name="register">Registers the issuer <c>store</c>.</param>
    /// <param name="configure">Further settings of the uploads.</param>
    /// <param name="map">Further endpoints.</param>
    public static async Task<StoreApp> StartAsync(
        string container, int partLength, Action<IValetKeyBuilder> register, Action<UploadsOptions>? configure = null,
        Action<WebApplication>? map = null)
    {
        StoreApp app = new();
        WebApplicationBuilder builder = QuietHost.CreateBuilder();
        UserHeader.AddTo(builder.Services);
        register(builder.Services.AddValetKey(options => options.RequireHttps = false));
        builder.Services.Configure<UploadLedgerOptions>(options => options.Path = app._folder.File("uploads.db"));
        builder.Services.AddSingleton(new TestUploads
        {
            Accept = (_, context) => UploadDecision.Accept(
                new UploadTarget(KeyScope.ForObject(container, $"files/{context.Id}")) { Reference = context.Id }),
        });
        builder.Services.AddUploads<TestUploadHandler>("files", options =>
        {
            (options.PartThreshold, options.PartLength) = (partLength, partLength);
            configure?.Invoke(options);
        });
        builder.Services.AddSingleton<Func<string, Download?>>(name => new Download(KeyScope.ForObject(container, $"files/{name}")));
        app._app = builder.Build();
        app._app.MapUploads("/files", "files");
        app._app.MapDownloads<NamedDownloads>("/files/{name}/content", "store");
        map?.Invoke(app._app);
        await app._app.StartAsync();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
