using Amazon.Runtime;
using Amazon.S3;
using ValetKey.Aws.Signing;
using ValetKey.Providers;

namespace ValetKey.Aws.Operations;

/// <summary>The store as the application reaches it: its client, its buckets, and its faults in our words.</summary>
/// <param name="options">The options.</param>
/// <param name="createClient">Makes the client when it is first needed; asked again after it has failed.</param>
internal sealed class S3Store(AmazonS3Options options, Func<IAmazonS3> createClient)
{
    private readonly Lazy<IAmazonS3> _client = new(createClient, LazyThreadSafetyMode.PublicationOnly);

    private readonly ContainerMap<string> _buckets = new(options.ContainerNames, (container, name) =>
        BucketNames.FaultOf(name, options.IsCompatible) is { } fault
            ? throw new ArgumentException($"The container '{container}' {fault}.", nameof(container))
            : name);

    /// <summary>Whether this is Amazon S3 itself.</summary>
    public bool IsAmazon { get; } = !options.IsCompatible;

    /// <summary>Whether a compatible store is reached by https.</summary>
    public bool IsHttps { get; } = options.ServiceUrl?.Scheme != Uri.UriSchemeHttp;

    /// <summary>Whether copies in parts and their completion heed conditions.</summary>
    public bool HasConditionalCopies { get; } = !options.IsCompatible || options.HasConditionalCopies;

    /// <exception cref="ArgumentException">The store cannot name it so.</exception>
    public S3Place PlaceOf(string container, string name)
    {
        _ = KeyScope.ForObject(container, name);
        return new S3Place(_buckets.Find(container), name);
    }

    /// <exception cref="ArgumentException">The store cannot name it so.</exception>
    public S3Place PrefixOf(string container, string prefix)
    {
        _ = KeyScope.ForPrefix(container, prefix);
        return new S3Place(_buckets.Find(container), prefix);
    }

    /// <summary>Calls the store.</summary>
    /// <param name="call">What for.</param>
    /// <param name="bucket">The bucket, for faults.</param>
    /// <param name="send">Sends the request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ValetKeyException">It failed; the cause is what the SDK threw.</exception>
    public async Task<T> CallAsync<T>(
        S3Call call, string bucket, Func<IAmazonS3, CancellationToken, Task<T>> send, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse
    {
        try
        {
            return await send(_client.Value, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (!(fault is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw S3Faults.Of(call, bucket, fault);
        }
    }
}
