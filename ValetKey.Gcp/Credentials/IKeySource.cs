using ValetKey.Providers;

namespace ValetKey.Gcp.Credentials;

/// <summary>Where the key to sign with comes from.</summary>
internal interface IKeySource : IDisposable
{
    /// <summary>The key; at hand without waiting, but for the first time.</summary>
    /// <exception cref="ValetKeyException">There is none, or the credential cannot sign.</exception>
    ValueTask<V4Key> GetAsync(CancellationToken cancellationToken);
}

/// <summary>A key that the options themselves hold.</summary>
internal sealed class FixedKeySource(V4Key key) : IKeySource
{
    public ValueTask<V4Key> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(key);

    public void Dispose() => key.Dispose();
}
