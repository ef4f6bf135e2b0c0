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

    /// <summary>Checks the name of an object or a directory; containers and queues have none.</summary>
    /// <exception cref="ValetKeyException">Azure does not take the name, or may take it for another.</exception>
    public static void Check(KeyScope scope)
    {
        if (FaultOf(scope) is { } fault)
        {
            throw ValetKeyException.InvalidRequest($"The name in {scope} {fault}.");
        }
    }

    /// <summary>What is wrong with the name of an object or a directory, as the end of a sentence, or null.</summary>
    public static string? FaultOf(KeyScope scope)
    {
        bool isDirectory = scope.Kind == ResourceKinds.Prefix;
        ReadOnlySpan<char> name = isDirectory ? scope.Name.AsSpan(..^1) : scope.Name;
        if (name.EndsWith('.') || name.Contains("./", StringComparison.Ordinal))
        {
            return "has a segment that ends in a dot, which Azure may drop";
        }

        if (isDirectory && (name.IsEmpty || name.EndsWith('/') || name.Contains("//", StringComparison.Ordinal)))
        {
            return "has an empty segment, which no directory's name has";
        }

        int segments = name.Count('/') + 1;
        return segments > MaximumSegments ? $"has {segments} segments; the most is {MaximumSegments}" : null;
    }

    /// <summary>How many segments a directory's name has.</summary>
    public static int DepthOf(KeyScope prefix) => prefix.Name.AsSpan().Count('/');

    private static string? FaultOf(string name, string what) =>
        name.Length is >= 3 and <= 63
        && !name.AsSpan().ContainsAnyExcept(Characters)
        && name[0] != '-'
        && name[^1] != '-'
        && !name.Contains("--", StringComparison.Ordinal)
            ? null
            : $"is no {what}'s name: 3 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit, no two hyphens "
                + "together";
}
