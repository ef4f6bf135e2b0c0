using Polly;

namespace ValetKey.Client.Transfer;

/// <summary>What all clients of one application share.</summary>
internal sealed class ClientContext
{
    /// <summary>How much of a stream is kept in memory at once, in bytes; of one part in any case.</summary>
    public const long MostBuffered = 24L << 20;

    private readonly Func<HttpClient> _application;
    private readonly Func<HttpClient> _storage;

    public ClientContext(ValetKeyClientOptions options, Func<HttpClient> application, Func<HttpClient> storage, TimeProvider time)
    {
        (Options, _application, _storage, Time) = (options, application, storage, time);
        ApplicationRetries = Retries.ForApplication(options, time);
        StorageRetries = Retries.ForStorage(options, time);
    }

    private ClientContext(ClientContext other, HttpClient storage)
    {
        (Options, Time, _application, _storage) = (other.Options, other.Time, other._application, () => storage);
        (ApplicationRetries, StorageRetries) = (other.ApplicationRetries, other.StorageRetries);
    }

    public ValetKeyClientOptions Options { get; }

    public TimeProvider Time { get; }

    public ResiliencePipeline<HttpResponseMessage> ApplicationRetries { get; }

    public ResiliencePipeline<HttpResponseMessage> StorageRetries { get; }

    /// <summary>The client that bears who the user is.</summary>
    public HttpClient Application => _application();

    /// <summary>The client that bears nothing.</summary>
    public HttpClient Storage => _storage();

    /// <summary>For clients that were made by hand.</summary>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    public static ClientContext Create(HttpClient application, HttpClient? storage, ValetKeyClientOptions? options, TimeProvider? time)
    {
        ArgumentNullException.ThrowIfNull(application);
        options ??= new ValetKeyClientOptions();
        options.BaseAddress ??= application.BaseAddress;
        string[] faults = [.. options.FindFaults()];
        return faults.Length == 0
            ? new ClientContext(options, () => application, () => storage ?? Handlers.SharedStorage, time ?? TimeProvider.System)
            : throw new ArgumentException(string.Join(" ", faults), nameof(options));
    }

    /// <summary>The same with another client for the store.</summary>
    public ClientContext With(HttpClient storage) => new(this, storage);

    public StallWatch Watch(CancellationToken cancellationToken) => new(Options.StallTimeout, Time, cancellationToken);

    /// <summary>An endpoint of the application. Credentials and tickets go nowhere else.</summary>
    /// <exception cref="ArgumentException">It is somewhere else.</exception>
    public Uri Resolve(string endpoint)
    {
        ArgumentException.ThrowIfNullOrEmpty(endpoint);
        Uri address = Options.BaseAddress!;
        return Uri.TryCreate(address, endpoint, out Uri? url) && IsOfApplication(url)
            ? url
            : throw new ArgumentException($"The endpoint must be one of {address.GetLeftPart(UriPartial.Authority)}.", nameof(endpoint));
    }

    public bool IsOfApplication(Uri url) => url.IsAbsoluteUri
        && url.GetLeftPart(UriPartial.Authority) == Options.BaseAddress!.GetLeftPart(UriPartial.Authority);
}
