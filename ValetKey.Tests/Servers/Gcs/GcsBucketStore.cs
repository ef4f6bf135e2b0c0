namespace ValetKey.Tests.Servers.Gcs;

/// <summary>Buckets with object versioning, in memory.</summary>
internal sealed class GcsBucketStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SortedDictionary<string, List<GcsObject>>> _buckets = [];
    private readonly HashSet<(string Bucket, string Name)> _deleted = [];
    private long _generation = 1_700_000_000_000_000;

    public void CreateBucket(string name)
    {
        lock (_lock)
        {
            _buckets.TryAdd(name, new SortedDictionary<string, List<GcsObject>>(StringComparer.Ordinal));
        }
    }

    public bool Has(string bucket)
    {
        lock (_lock)
        {
            return _buckets.ContainsKey(bucket);
        }
    }

    /// <summary>The live generation, or the one that is asked for; null where there is none.</summary>
    public GcsObject? Find(string bucket, string name, long? generation = null)
    {
        lock (_lock)
        {
            List<GcsObject>? generations = Of(bucket).GetValueOrDefault(name);
            return generation is { } number
                ? generations?.Find(stored => stored.Generation == number)
                : _deleted.Contains((bucket, name)) ? null : generations?[^1];
        }
    }

    /// <summary>Stores a new generation, unless the live one is not the one that the precondition names (0: none).</summary>
    public GcsObject Put(
        string bucket, string name, byte[] content, IReadOnlyDictionary<string, string> headers, long? expected = null, int? components = null)
    {
        lock (_lock)
        {
            CheckGeneration(bucket, name, expected);
            GcsObject stored = new(++_generation, content, headers)
            {
                Components = components,
                Created = TimeProvider.System.GetUtcNow(),
            };
            SortedDictionary<string, List<GcsObject>> objects = Of(bucket);
            if (!objects.TryGetValue(name, out List<GcsObject>? generations))
            {
                objects[name] = generations = [];
            }

            generations.Add(stored);
            _deleted.Remove((bucket, name));
            return stored;
        }
    }

    /// <summary>Does several things in one step.</summary>
    public T Atomically<T>(Func<T> act)
    {
        lock (_lock)
        {
            return act();
        }
    }

    public void CheckGeneration(string bucket, string name, long? expected)
    {
        if (expected is { } generation && (Find(bucket, name)?.Generation ?? 0) != generation)
        {
            throw new GcsFault(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold.");
        }
    }

    /// <summary>Takes away the live generation, which can still be named, or for good the one that is named.</summary>
    public bool Delete(string bucket, string name, long? generation)
    {
        lock (_lock)
        {
            if (Find(bucket, name, generation) is not { } found)
            {
                return false;
            }

            List<GcsObject> generations = Of(bucket)[name];
            if (ReferenceEquals(found, generations[^1]))
            {
                _deleted.Add((bucket, name));
            }

            if (generation is not null && generations.Remove(found) && generations.Count == 0)
            {
                Of(bucket).Remove(name);
            }

            return true;
        }
    }

    /// <summary>The names of live objects, in the order of their code units.</summary>
    public string[] List(string bucket, string prefix)
    {
        lock (_lock)
        {
            return [.. Of(bucket).Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !_deleted.Contains((bucket, name)))];
        }
    }

    private SortedDictionary<string, List<GcsObject>> Of(string bucket) =>
        _buckets.GetValueOrDefault(bucket) ?? throw new GcsFault(404, "NoSuchBucket", bucket);
}
