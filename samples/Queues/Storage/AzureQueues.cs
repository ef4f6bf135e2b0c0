using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Samples.Queues.Messages;

namespace ValetKey.Samples.Queues.Storage;

/// <summary>
/// Azure Queue Storage by <c>AZURE_STORAGE_CONNECTION_STRING</c>, or without it Azurite on this machine. <c>VALETKEY_AZURE_QUEUE</c> names the queue.
/// </summary>
internal sealed class AzureQueues : IQueueStorage
{
    private const string Emulator = "UseDevelopmentStorage=true";

    private readonly string _connection = Setting("AZURE_STORAGE_CONNECTION_STRING") ?? Emulator;

    public string Name => "azure";

    public string Description => "Azure Queue Storage";

    public string Queue { get; } = Setting("VALETKEY_AZURE_QUEUE") ?? "valetkey-jobs";

    public IMessageFormat Messages { get; } = new AzureMessages();

    /// <summary>Makes sure of the queue, and takes away what an earlier run left there.</summary>
    public async Task StartAsync()
    {
        // A version that emulators take too.
        QueueClient queue = new(_connection, Queue, new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_11_05));
        await queue.CreateIfNotExistsAsync();
        await queue.ClearMessagesAsync();
    }

    public void Register(IValetKeyBuilder builder) => builder.AddAzureStorage("queues", options =>
    {
        options.UseEmulator = _connection == Emulator;
        options.ConnectionString = options.UseEmulator ? null : _connection;
    });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
