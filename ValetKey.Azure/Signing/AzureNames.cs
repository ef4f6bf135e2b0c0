using System.Buffers;

namespace ValetKey.Azure.Signing;

/// <summary>
/// Azure's rules for names ("Naming and referencing containers, blobs, and metadata" and "Naming queues and metadata", Azure Storage REST API).
/// </summary>
internal static class AzureNames
{
    private const int MaximumSegments = 254;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>What is wrong with a container's name, as the end of a sentence, or null.</summary>
    public static string? FaultOfContainer(string name) =>
        name is "$root" or "$web" or "$logs" ? null : FaultOf(name, "container");

    /// <summary>What is wrong with a queue's name, as the end of a sentence, or null.</summary>
    public static string? FaultOfQueue(string name) => FaultOf(name, "queue");

    /// <exception cref="ValetKeyException">Azure does not take the name, or may take it for another.</exception>
    public static void CheckBlob(KeyScope scope)
    {
        string name = scope.Name;
        if (name.Length > 1024)
        {
            throw Fault(scope, $"has {name.Length} characters; the most is 1,024");
        }

        if (name[^1] == '.' || name.Contains("./", StringComparison.Ordinal))
        {
            throw Fault(scope, "has a segment that ends in a dot, which Azure may drop");
        }

        int segments = name.AsSpan().Count('/') + 1;
        if (segments > MaximumSegments)
        {
            throw Fault(scope, $"has {segments} segments; the most is {MaximumSegments}");
        }
    }

    /// <exception cref="ValetKeyException">A hierarchical namespace has no such directory.</exception>
    public static int DepthOf(KeyScope prefix)
    {
        ReadOnlySpan<char> name = prefix.Name.AsSpan(..^1);
        int depth = 0;
        foreach (Range range in name.Split('/'))
        {
            depth++;
            if (name[range].IsEmpty)
            {
                throw Fault(prefix, "has an empty segment, which no directory's name has");
            }
        }

        return depth;
    }

    private static string? FaultOf(string name, string what) =>
        name.Length is >= 3 and <= 63
        && !name.AsSpan().ContainsAnyExcept(Characters)
        && name[0] != '-'
        && name[^1] != '-'
        && !name.Contains("--", StringComparison.Ordinal)
            ? null
            : $"is no {what}'s name: 3 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit, no two hyphens together";

    private static ValetKeyException Fault(KeyScope scope, string fault) => ValetKeyException.InvalidRequest($"The name in {scope} {fault}.");
}
