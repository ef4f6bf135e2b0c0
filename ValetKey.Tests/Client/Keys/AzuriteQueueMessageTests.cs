using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.Client.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Client.Keys;

/// <summary>Queues of Azure, where a message is in XML; Azure's own SDK reads it.</summary>
[Parallelizable]
internal sealed class AzuriteQueueMessageTests : QueueMessageTests
{
    private Azurite _azurite = null!;
    private StoreApp _app = null!;

    protected override bool TakesAnyText => false;

    protected override Uri Application => _app.Url;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _azurite = await Azurite.RequirePlainAsync();
        _app = await StoreApp.StartAsync(
            "none",
            1 << 20,
            keys => keys.AddAzureStorage("store", options =>
            {
                (options.BlobServiceClient, options.QueueServiceClient) = (_azurite.CreateBlobs(), _azurite.CreateQueues());
                options.AccountKey = _azurite.Account.Key1;
            }),
            map: static app => app.MapKeys<QueueKeys>("/queues", "store"));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    protected override async Task<string> CreateQueueAsync(string form)
    {
        string name = $"{form}-{Guid.NewGuid():n}";
        await _azurite.CreateQueues().CreateQueueAsync(name);
        return name;
    }

    protected override async Task<string[]> ReadAsync(string queue)
    {
        PeekedMessage[] messages = await _azurite.CreateQueues().GetQueueClient(queue).PeekMessagesAsync(32);
        return [.. messages.Select(message => message.MessageText)];
    }
}
