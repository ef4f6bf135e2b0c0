using Microsoft.Extensions.DependencyInjection;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.AspNetCore.Script.Support;

/// <summary>Local storage at a port of its own.</summary>
internal sealed class LocalScriptStore : IScriptStore
{
    private readonly TempFolder _folder = new();
    private LocalStorageHost _host = null!;

    public string Container => "media";

    public bool ComparesChecksums => true;

    public async Task StartAsync(string origin) => _host = await LocalStorageHost.StartAsync(options =>
    {
        options.RootPath = _folder.Path;
        options.AllowedOrigins.Add(origin);
    });

    public void Register(IValetKeyBuilder builder, string name) => builder.AddLocalStorage(name, options =>
    {
        options.RootPath = _folder.Path;
        options.PublicUrl = _host.Url;
    });

    public Task AllowAsync(IValetKeyIssuer issuer, string origin) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _folder.Dispose();
    }
}
