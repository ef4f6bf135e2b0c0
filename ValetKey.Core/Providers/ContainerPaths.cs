using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using ValetKey.Internal;

namespace ValetKey.Providers;

/// <summary>
/// Where the containers stand behind a network that delivers them: each at a path of its own, so that a key for one opens nothing of another. Without
/// any path given, each stands at its name.
/// </summary>
[Experimental(ExperimentalIds.Plumbing)]
public sealed class ContainerPaths
{
    /// <summary>Characters that mean the same in a path, in its encoding and in a policy that knows wildcards.</summary>
    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private static readonly SearchValues<char> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    private readonly string _baseUrl;
    private readonly FrozenDictionary<string, string> _paths;

    /// <summary>Takes paths that are without <see cref="Faults"/>.</summary>
    /// <param name="baseUrl">The network's URL, of which scheme and host count.</param>
    /// <param name="paths">Paths by container, such as <c>/media</c>; <c>/</c> is the whole host.</param>
    public ContainerPaths(Uri baseUrl, IDictionary<string, string> paths)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        ArgumentNullException.ThrowIfNull(paths);
        _baseUrl = EndpointUrl.OriginOf(baseUrl);
        _paths = paths.ToFrozenDictionary(path => path.Key, path => path.Value.TrimEnd('/') + '/', StringComparer.Ordinal);
    }

    /// <summary>The container's URL, with a slash at its end.</summary>
    /// <exception cref="ValetKeyException">There are paths, and none for this container.</exception>
    public string UrlOf(string container)
    {
        if (_paths.Count == 0)
        {
            return $"{_baseUrl}/{PercentEncoding.Encode(container)}/";
        }

        return _paths.TryGetValue(container, out string? path)
            ? _baseUrl + path
            : throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported, $"The container '{container}' has no path; give it one in {nameof(ContainerPaths)}.");
    }

    /// <summary>Whether a URL is https and a host, with nothing after it.</summary>
    public static bool IsBaseUrl(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return EndpointUrl.IsOrigin(url)
            && url.Scheme == Uri.UriSchemeHttps
            && url.IsDefaultPort
            && !EndpointUrl.HostOf(url).AsSpan().ContainsAnyExcept(HostCharacters);
    }

    /// <summary>What is wrong with paths, each as a sentence: malformed ones, and those of one container within another's.</summary>
    /// <param name="field">The name of the setting.</param>
    /// <param name="paths">Paths by container.</param>
    public static IEnumerable<string> Faults(string field, IDictionary<string, string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return FaultsOf(field, paths);
    }

    private static IEnumerable<string> FaultsOf(string field, IDictionary<string, string> paths)
    {
        foreach ((string container, string path) in paths)
        {
            if (!IsPath(path))
            {
                yield return $"{field} maps '{container}' to '{path}'; a path begins with a slash, and between slashes has letters, digits and any "
                    + "of -._~ only.";
            }
        }

        KeyValuePair<string, string>[] inOrder = [.. paths.Where(path => IsPath(path.Value))
            .Select(path => KeyValuePair.Create(path.Key, path.Value.TrimEnd('/') + '/'))
            .OrderBy(path => path.Value.Length).ThenBy(path => path.Key, StringComparer.Ordinal)];
        for (int outer = 0; outer < inOrder.Length; outer++)
        {
            for (int inner = outer + 1; inner < inOrder.Length; inner++)
            {
                if (inOrder[inner].Value.StartsWith(inOrder[outer].Value, StringComparison.Ordinal))
                {
                    yield return $"{field} puts '{inOrder[inner].Key}' at '{inOrder[inner].Value}', which lies within '{inOrder[outer].Key}' at "
                        + $"'{inOrder[outer].Value}': a key for that one would open this one too.";
                }
            }
        }
    }

    private static bool IsPath(string? path)
    {
        if (path is "/")
        {
            return true;
        }

        if (path is null || !path.StartsWith('/'))
        {
            return false;
        }

        ReadOnlySpan<char> segments = path.AsSpan(1);
        segments = segments.EndsWith("/", StringComparison.Ordinal) ? segments[..^1] : segments;
        foreach (Range range in segments.Split('/'))
        {
            ReadOnlySpan<char> segment = segments[range];
            if (segment.IsEmpty || segment is "." or ".." || segment.ContainsAnyExcept(PathCharacters))
            {
                return false;
            }
        }

        return true;
    }
}
