using Microsoft.Extensions.DependencyInjection;
using ValetKey.Local;
using ValetKey.Samples.Queues.Messages;

namespace ValetKey.Samples.Queues.Storage;

/// <summary>ValetKey's own storage service, run by the valet on a free loopback port, with a temporary folder.</summary>
internal sealed class LocalQueues : IQueueStorage
{
    private DirectoryInfo? _folder;
    private LocalStorageHost? _host;

    public string Name => "local";

    public string Description => $"local storage at {_host?.Url}";

    public string Queue => "jobs";

    public IMessageFormat Messages { get; } = new LocalMessages();

    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("valetkey-queues-");
        _host = await LocalStorageHost.StartAsync(options => options.RootPath = _folder.FullName);
    }

    public void Register(IValetKeyBuilder builder) => builder.AddLocalStorage("queues", options =>
    {
        options.RootPath = _folder!.FullName;
        options.PublicUrl = _host!.Url;
    });

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _folder?.Delete(recursive: true);
    }
}
