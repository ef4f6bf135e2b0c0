namespace ValetKey.Tests.Servers.Gcs;

/// <summary>What of a request a signature can cover, as it arrived and not as a framework understood it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query, still encoded.</param>
/// <param name="Host">The <c>Host</c> header, with its port.</param>
/// <param name="Headers">The other headers; a name that was sent several times has its values here several times.</param>
internal sealed record ReceivedRequest(string Method, string Target, string Host, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    public string Path => Target.Split('?')[0];

    /// <summary>The query's parameters, decoded, in the order in which they came.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query => Target.Contains('?')
        ? [.. Target[(Target.IndexOf('?') + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Parse)]
        : [];

    /// <summary>The host alone: Google's suite signs it without the port.</summary>
    public string HostName => Host.Contains(':') ? Host[..Host.LastIndexOf(':')] : Host;

    public string? Parameter(string name) => Query.Where(pair => pair.Key == name).Select(pair => pair.Value).FirstOrDefault();

    public string? Header(string name) =>
        Headers.Where(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Value).FirstOrDefault();

    private static KeyValuePair<string, string> Parse(string pair)
    {
        string[] parts = pair.Split('=', 2);
        return new(Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
