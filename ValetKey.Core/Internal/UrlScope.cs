namespace ValetKey.Internal;

/// <summary>
/// Whether a URL lies under another, as URLs are resolved: <c>https://a.example.evil</c> and <c>https://a.example/../b</c> do not count.
/// </summary>
internal static class UrlScope
{
    public static bool IsUnder(string url, string baseUrl)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? candidate) || !Uri.TryCreate(baseUrl, UriKind.Absolute, out Uri? root))
        {
            return false;
        }

        string path = root.AbsolutePath.TrimEnd('/');
        return candidate.Scheme == root.Scheme
            && candidate.Authority == root.Authority
            && candidate.UserInfo.Length == 0
            && (candidate.AbsolutePath == path || candidate.AbsolutePath.StartsWith(path + "/", StringComparison.Ordinal));
    }
}
