namespace ValetKey.Local.Storage;

/// <summary>Lets those take turns who would get in each other's way, waiting without a thread.</summary>
internal sealed class Turns(int lanes)
{
    private readonly SemaphoreSlim[] _lanes = [.. Enumerable.Range(0, lanes).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Equal subjects wait for each other; different ones may.</summary>
    public async Task<Turn> TakeAsync(int subject, CancellationToken cancellationToken)
    {
        SemaphoreSlim lane = _lanes[(uint)subject % (uint)_lanes.Length];
        await lane.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(lane);
    }

    internal readonly struct Turn(SemaphoreSlim lane) : IDisposable
    {
        public void Dispose() => lane.Release();
    }
}
