namespace ValetKey.Client.Transfer;

/// <summary>
/// How many requests there are at once: more as long as that makes it faster, half as many when the store says that it is too much.
/// </summary>
internal sealed class AdaptiveLimit(int maximum, TimeProvider time) : IDisposable
{
    private const int First = 2;
    private const double Gain = 1.05;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _places = new(Math.Min(First, maximum));
    private int _tooMany;
    private bool _isSearching = true;
    private bool _hasBackedOff;
    private double _best;
    private long _since = time.GetTimestamp();
    private long _bytes;
    private int _parts;

    public int Current { get; private set; } = Math.Min(First, maximum);

    public Task EnterAsync(CancellationToken cancellationToken) => _places.WaitAsync(cancellationToken);

    /// <summary>One is through, or has failed.</summary>
    /// <param name="bytes">How many bytes have arrived by it.</param>
    public void Leave(long bytes)
    {
        lock (_lock)
        {
            _bytes += bytes;
            if (bytes > 0 && ++_parts >= Current)
            {
                Judge();
            }

            Free();
        }
    }

    /// <summary>The store says that it is too much, or does not answer. Of all that are told so at once, the first counts.</summary>
    public void BackOff()
    {
        lock (_lock)
        {
            if (!_hasBackedOff)
            {
                int fewer = Math.Max(1, Current / 2);
                _tooMany += Current - fewer;
                (Current, _isSearching, _hasBackedOff, _best) = (fewer, false, true, 0);
                Restart();
            }
        }
    }

    public void Dispose() => _places.Dispose();

    private void Judge()
    {
        double rate = _bytes / Math.Max(time.GetElapsedTime(_since).TotalSeconds, 1e-6);
        if (rate > _best * Gain)
        {
            _best = rate;
            int more = Math.Min(maximum, _isSearching ? Current * 2 : Current + 1);
            for (; Current < more; Current++)
            {
                Free();
            }
        }
        else
        {
            _isSearching = false;
        }

        _hasBackedOff = false;
        Restart();
    }

    private void Restart() => (_bytes, _parts, _since) = (0, 0, time.GetTimestamp());

    private void Free()
    {
        if (_tooMany > 0)
        {
            _tooMany--;
        }
        else
        {
            _places.Release();
        }
    }
}
