using System.Collections.Concurrent;

namespace ValetKey.Providers;

/// <summary>
/// Where containers are, found once for each. Names come from requests, so there may be any number: beyond <see cref="MaximumPlaces"/> all are
/// forgotten, and those in use are soon found again. Thread-safe.
/// </summary>
/// <typeparam name="TPlace">What is prepared for a container.</typeparam>
/// <param name="names">What stands behind the application's names for containers; a name that is not there is taken as it is.</param>
/// <param name="find">Prepares the place of a container, from the application's name and the one behind it; throws what the caller is to get.</param>
public sealed class ContainerMap<TPlace>(IDictionary<string, string> names, Func<string, string, TPlace> find)
{
    /// <summary>How many places are kept, about: 1,000.</summary>
    public const int MaximumPlaces = 1000;

    private readonly ConcurrentDictionary<string, TPlace> _places = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>The container's place.</summary>
    public TPlace Find(string container) => _places.TryGetValue(container, out TPlace? known) ? known : Add(container);

    private TPlace Add(string container)
    {
        TPlace place = find(container, names.TryGetValue(container, out string? behind) ? behind : container);
        if (Interlocked.Increment(ref _count) > MaximumPlaces)
        {
            _places.Clear();
            Volatile.Write(ref _count, 1);
        }

        _places[container] = place;
        return place;
    }
}
