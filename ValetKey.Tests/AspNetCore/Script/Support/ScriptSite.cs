using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.AspNetCore;
using ValetKey.AspNetCore.Sweeping;
using ValetKey.Providers;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Servers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Script.Support;

/// <summary>An application that serves the module, a page without anything, and uploads for everybody, at a store of another origin.</summary>
internal sealed class ScriptSite : IAsyncDisposable
{
    /// <summary>Uploads whose keys live for minutes.</summary>
    public const string Files = "files";

    /// <summary>Uploads whose keys live for five seconds.</summary>
    public const string Brief = "brief";

    /// <summary>As short as S3 takes them; also the length up to which an upload comes in one piece.</summary>
    public const int PartLength = 5 << 20;

    private const string StoreName = "store";

    private readonly TempFolder _folder = new();
    private readonly IScriptStore _store;
    private WebApplication _app = null!;

    private ScriptSite(IScriptStore store) => (_store, Url) = (store, $"http://127.0.0.1:{Loopback.FindPorts(1)[0]}");

    public string Url { get; }

    public TestUploads Uploads { get; } = new();

    /// <summary>Gets what went wrong in the application.</summary>
    public ConcurrentQueue<Exception> Faults { get; } = [];

    public IStorageOperations Store => _app.Services.GetRequiredKeyedService<IStorageOperations>(StoreName);

    public UploadLedger Ledger => _app.Services.GetRequiredService<UploadLedger>();

    public static async Task<ScriptSite> StartAsync(IScriptStore store)
    {
        ScriptSite site = new(store);
        await store.StartAsync(site.Url);
        site.Uploads.Accept = (_, context) => UploadDecision.Accept(KeyScope.ForObject(store.Container, $"uploads/{context.ObjectName}"));
        WebApplicationBuilder builder = QuietHost.CreateBuilder(site.Url);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton(site.Uploads);
        store.Register(builder.Services.AddValetKey(), StoreName);
        builder.Services.Configure<UploadLedgerOptions>(options => options.Path = Path.Combine(site._folder.Path, "uploads.db"));
        foreach ((string name, TimeSpan lifetime) in new[] { (Files, TimeSpan.FromMinutes(15)), (Brief, TimeSpan.FromSeconds(5)) })
        {
            builder.Services.AddUploads<TestUploadHandler>(
                name, options => (options.PartThreshold, options.PartLength, options.KeyLifetime) = (PartLength, PartLength, lifetime));
        }

        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(UploadSweeper)));
        site._app = builder.Build();
        site._app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                site.Faults.Enqueue(fault);
                throw;
            }
        });
        site._app.MapGet("/", () => Results.Content("<!doctype html><title>page</title>", "text/html"));
        site._app.MapValetKeyScript();
        site._app.MapUploads($"/{Files}", Files).AllowAnonymous();
        site._app.MapUploads($"/{Brief}", Brief).AllowAnonymous();
        await store.AllowAsync(site._app.Services.GetRequiredService<IValetKeyIssuer>(), site.Url);
        await site._app.StartAsync();
        return site;
    }

    /// <summary>The names of what is in staging.</summary>
    public async Task<IReadOnlyList<string>> StagedAsync()
    {
        List<string> names = [];
        await foreach (StagedItem item in Store.ListStagedAsync(_store.Container, ".staging/"))
        {
            names.Add(item.Name);
        }

        return names;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }
}
