using ValetKey.Azure.Accounts;

namespace ValetKey.Azure.Signing;

/// <summary>What the capabilities depend on.</summary>
/// <param name="Version">The version of the service.</param>
/// <param name="IsDelegated">Whether a user delegation key signs.</param>
/// <param name="HasDirectories">Whether the account has a hierarchical namespace and the version tokens for directories.</param>
/// <param name="IsEmulator">Whether the service is the emulator, which enforces less.</param>
/// <param name="HttpsBlobs">Whether clients reach the blobs by https.</param>
/// <param name="HttpsQueues">Whether clients reach the queues by https.</param>
internal sealed record AzureFeatures(
    SasVersion Version, bool IsDelegated, bool HasDirectories, bool IsEmulator, bool HttpsBlobs, bool HttpsQueues)
{
    /// <summary>Whether headers of a request can be signed.</summary>
    public bool SignsRequests => IsDelegated && Version.HasSignedRequests && !IsEmulator;

    /// <summary>Whether there are keys for queues.</summary>
    public bool HasQueues => !IsDelegated || (Version.HasDelegatedUsers && !IsEmulator);

    /// <summary>Whether tokens bear the key's id, for the service's logs. The emulator refuses those that do.</summary>
    public bool HasCorrelationIds => IsDelegated && Version.HasDirectories && !IsEmulator;

    public static AzureFeatures Of(AzureStorageOptions options, AzureAccount account) => new(
        account.Version,
        account.IsDelegated,
        options.HierarchicalNamespace && account.Version.HasDirectories,
        account.IsEmulator,
        account.PublicBlobUri.Scheme == Uri.UriSchemeHttps,
        account.PublicQueueUri.Scheme == Uri.UriSchemeHttps);
}
