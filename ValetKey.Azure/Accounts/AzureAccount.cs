using ValetKey.Azure.Signing;

namespace ValetKey.Azure.Accounts;

/// <summary>An account as the options describe it, with nothing left to be found out.</summary>
/// <param name="Name">The account's name.</param>
/// <param name="BlobUri">Where the application reaches the blobs.</param>
/// <param name="QueueUri">Where it reaches the queues.</param>
/// <param name="Key">The key that signs; null for user delegation.</param>
internal sealed record AzureAccount(string Name, Uri BlobUri, Uri QueueUri, byte[]? Key)
{
    public required SasVersion Version { get; init; }

    /// <summary>Where clients reach the blobs.</summary>
    public required Uri PublicBlobUri { get; init; }

    /// <summary>Where clients reach the queues.</summary>
    public required Uri PublicQueueUri { get; init; }

    /// <summary>Whether the service is the emulator, which enforces less.</summary>
    public required bool IsEmulator { get; init; }

    public bool IsDelegated => Key is null;

    public override string ToString() => $"storage account {Name} [secret]";
}
