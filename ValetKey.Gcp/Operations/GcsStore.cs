using Google.Apis.Storage.v1;
using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;

namespace ValetKey.Gcp.Operations;

/// <summary>The service as the application reaches it: its client, its buckets, and its faults in our words.</summary>
internal sealed class GcsStore(GoogleCloudStorageOptions options, FoundCredential<StorageService> service)
{
    private readonly ContainerMap<string> _buckets = new(options.ContainerNames, (container, name) =>
        BucketNames.FaultOf(name) is { } fault ? throw new ArgumentException($"The container '{container}' {fault}.", nameof(container)) : name);

    /// <exception cref="ArgumentException">The service cannot name it so.</exception>
    public ObjectPlace PlaceOf(string container, string name)
    {
        _ = KeyScope.ForObject(container, name);
        return new ObjectPlace(_buckets.Find(container), name);
    }

    /// <exception cref="ArgumentException">The service cannot name it so.</exception>
    public ObjectPlace PrefixOf(string container, string prefix)
    {
        _ = KeyScope.ForPrefix(container, prefix);
        return new ObjectPlace(_buckets.Find(container), prefix);
    }

    /// <summary>Calls the service.</summary>
    /// <param name="call">What for.</param>
    /// <param name="bucket">The bucket, for faults.</param>
    /// <param name="send">Sends the request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ValetKeyException">It failed; the cause is what Google's library threw.</exception>
    public async Task<T> CallAsync<T>(
        GcsCall call, string bucket, Func<StorageService, CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        StorageService found = await service.GetAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await send(found, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (!(fault is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw GcsFaults.Of(call, bucket, fault);
        }
    }
}
