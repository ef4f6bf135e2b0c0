using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.Client.Support;
using ValetKey.Tests.Local.Queues.Support;

namespace ValetKey.Tests.Client.Keys;

/// <summary>Queues of the local store, where the body is the message.</summary>
[Parallelizable]
internal sealed class LocalQueueMessageTests : QueueMessageTests
{
    private ClientHost _host = null!;

    protected override bool TakesAnyText => true;

    protected override Uri Application => _host.App.Url;

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await ClientHost.StartAsync(map: static app => app.MapKeys<QueueKeys>("/queues", "store"));

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    protected override Task<string> CreateQueueAsync(string form) => Task.FromResult($"{form}-{Guid.NewGuid():n}");

    protected override Task<string[]> ReadAsync(string queue) =>
        new TestQueue(_host.App.Services.GetRequiredService<IValetKeyIssuer>(), _host.App.Client, queue).TextsAsync();
}
