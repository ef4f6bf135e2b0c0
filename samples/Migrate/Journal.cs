using System.Collections.Concurrent;

namespace ValetKey.Samples.Migrate;

/// <summary>What was copied, a line each: a later run leaves it out.</summary>
internal sealed class Journal(string path)
{
    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<string, bool> _done =
        new((File.Exists(path) ? File.ReadLines(path) : []).Select(line => KeyValuePair.Create(line, true)));

    public bool Has(SourceObject found, ContainerPair pair) => _done.ContainsKey(LineOf(found, pair));

    public void Add(SourceObject found, ContainerPair pair)
    {
        lock (_writing)
        {
            File.AppendAllText(path, LineOf(found, pair) + "\n");
        }
    }

    // Names have no control characters, so a line is a line.
    private static string LineOf(SourceObject found, ContainerPair pair) => $"{pair.There}/{found.Name} {found.ETag}";
}
