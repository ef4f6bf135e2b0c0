namespace ValetKey.Issuing;

/// <summary>Whether a URL may be handed out while https is required: https, or http to this very machine.</summary>
internal static class HttpsRule
{
    private const string Http = "http://";

    public static bool Allows(string url)
    {
        if (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!url.StartsWith(Http, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        ReadOnlySpan<char> authority = url.AsSpan(Http.Length);
        int end = authority.IndexOfAny("/?#\\");
        authority = end < 0 ? authority : authority[..end];
        if (authority.Contains('@'))
        {
            return false; // What stands before the @ is no host, however much it looks like one.
        }

        int port = authority.LastIndexOf(':');
        ReadOnlySpan<char> host = port < 0 ? authority : authority[..port];
        return host is "127.0.0.1"
            || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && IsThisMachine(uri));
    }

    /// <summary>
    /// Stricter than <see cref="Uri.IsLoopback"/>, to which the host <c>loopback</c> is this machine: a name server may think otherwise.
    /// </summary>
    private static bool IsThisMachine(Uri uri) => uri.IsLoopback && uri.HostNameType != UriHostNameType.Dns;
}
