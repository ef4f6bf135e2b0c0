using ValetKey.Client.Transfer;

namespace ValetKey.Client.Downloads;

/// <summary>The key that the ranges of a download share, until the store takes it no more.</summary>
internal sealed class DownloadKey : IDisposable
{
    private readonly SemaphoreSlim _renewing = new(1);
    private readonly Func<CancellationToken, Task<StorageRequest>>? _ask;
    private volatile StorageRequest? _current;

    /// <summary>A key that the application is asked for.</summary>
    public DownloadKey(Func<CancellationToken, Task<StorageRequest>> ask) => _ask = ask;

    /// <summary>A key that is all there is.</summary>
    public DownloadKey(StorageRequest only) => _current = only;

    public bool CanRenew => _ask is not null;

    /// <param name="refused">A key that the store has refused; there is another, or one is asked for.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async ValueTask<StorageRequest> GetAsync(StorageRequest? refused, CancellationToken cancellationToken)
    {
        if (_current is { } known && (!CanRenew || !ReferenceEquals(known, refused)))
        {
            return known;
        }

        await _renewing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_current is { } another && !ReferenceEquals(another, refused))
            {
                return another;
            }

            return _current = await _ask!(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _renewing.Release();
        }
    }

    public void Dispose() => _renewing.Dispose();
}
