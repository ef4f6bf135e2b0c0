using Microsoft.Extensions.Logging;
using ValetKey.Providers;

namespace ValetKey.Gcp.Credentials;

/// <summary>What is made of a credential, found when it is first needed and then kept.</summary>
/// <typeparam name="T">What is made of it.</typeparam>
internal sealed class FoundCredential<T> : ILeaseSource<ValueTuple, T>, IDisposable
    where T : class
{
    private readonly Func<Task<T>> _find;
    private readonly Func<Exception, ValetKeyException> _explain;
    private readonly LeaseCache<ValueTuple, T> _found;

    /// <summary>Nothing is looked for yet.</summary>
    /// <param name="find">Finds it. The library reads files and asks the metadata server, not all of it asynchronously.</param>
    /// <param name="explain">What a failed search means to whoever asked for a key.</param>
    /// <param name="issuerName">The issuer's name, for the log.</param>
    /// <param name="time">Measures pauses and limits of time.</param>
    /// <param name="logger">Told of failures; none if null.</param>
    public FoundCredential(Func<Task<T>> find, Func<Exception, ValetKeyException> explain, string issuerName, TimeProvider time, ILogger? logger)
    {
        (_find, _explain) = (find, explain);
        LeaseCacheOptions options = new() { IssuerName = issuerName, LeaseName = "Google credential" };
        _found = new LeaseCache<ValueTuple, T>(this, options, time, logger);
    }

    public ValueTask<T> GetAsync(CancellationToken cancellationToken) => _found.GetAsync(default, default, cancellationToken);

    public async Task<Lease<T>> ObtainAsync(LeaseRequest<ValueTuple, T> request, CancellationToken cancellationToken) =>
        new(await _find().ConfigureAwait(false));

    public ValetKeyException Explain(ValueTuple key, Exception cause) => _explain(cause);

    public void Dispose() => _found.Dispose();
}
