using ValetKey.Local.Storage;

namespace ValetKey.Local.Limits;

/// <summary>Objects that have grown too old are gone, whether or not they have been cleared away yet.</summary>
internal sealed class Ages(LocalLimitOptions options, ObjectStore store, TimeProvider time)
{
    private const int AtATime = 500;

    private readonly Dictionary<string, TimeSpan> _ages = new(options.MaximumAge, StringComparer.Ordinal);

    public bool IsOver(ObjectInfo info) => _ages.TryGetValue(info.Container, out TimeSpan age) && info.LastModified <= time.GetUtcNow() - age;

    /// <summary>Clears an object away if it is over, so that what comes next finds none.</summary>
    public async ValueTask ClearAsync(string container, string name, CancellationToken cancellationToken)
    {
        if (_ages.ContainsKey(container) && store.Find(container, name) is { } found && IsOver(found))
        {
            await DeleteAsync(container, name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Clears away every object that is over.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach ((string container, TimeSpan age) in _ages)
        {
            while (store.WrittenBefore(container, time.GetUtcNow() - age, AtATime) is { Count: > 0 } names)
            {
                foreach (string name in names)
                {
                    await DeleteAsync(container, name, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>Unless it has been written anew meanwhile.</summary>
    private Task<DeleteOutcome> DeleteAsync(string container, string name, CancellationToken cancellationToken) => store.DeleteAsync(
        new DeleteRequest(container, name) { Precondition = current => current is not null && IsOver(current) }, cancellationToken);
}
