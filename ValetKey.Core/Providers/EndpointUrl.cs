using System.Text;

namespace ValetKey.Providers;

/// <summary>
/// Checks and writes the URLs of services that settings name. A host in other scripts is written as name servers know it (RFC 3492), so that a key
/// names it.
/// </summary>
public static class EndpointUrl
{
    /// <summary>Whether a URL is absolute, http or https, and ends with the host and the port.</summary>
    public static bool IsOrigin(Uri? url) => IsBase(url) && url!.AbsolutePath == "/";

    /// <summary>Whether a URL is absolute, http or https, and has perhaps a path, but no user, query or fragment.</summary>
    public static bool IsBase(Uri? url) =>
        url is { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" }
        && HostOf(url) is { Length: > 0 } host
        && Ascii.IsValid(host);

    /// <summary>The host in ASCII; an IPv6 address has its brackets.</summary>
    public static string HostOf(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return url.HostNameType == UriHostNameType.Dns ? url.IdnHost : url.Host;
    }

    /// <summary>The host in ASCII, and the port if it is not the scheme's own: what a <c>Host</c> header holds.</summary>
    public static string AuthorityOf(Uri url) => url is { IsDefaultPort: false } ? $"{HostOf(url)}:{url.Port}" : HostOf(url);

    /// <summary>The scheme, the host in ASCII and the port, without a slash at the end.</summary>
    public static string OriginOf(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return $"{url.Scheme}://{AuthorityOf(url)}";
    }

    /// <summary>The URL in ASCII, without a slash at the end.</summary>
    public static string BaseOf(Uri url) => OriginOf(url) + url.AbsolutePath.TrimEnd('/');

    /// <summary>A URL's text for a message. A user's name and password, or a signed query, may have been put there by mistake.</summary>
    public static string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int end = text.IndexOfAny(['?', '#']);
        string shown = end < 0 ? text : text[..end] + text[end] + "[redacted]";
        int at = shown.LastIndexOf('@');
        return at < 0 ? shown : "[redacted]" + shown[at..];
    }

    /// <summary>What is wrong with a setting that is to be null or an origin, as a sentence, or null.</summary>
    /// <param name="field">The setting's name.</param>
    /// <param name="url">The setting.</param>
    public static string? FaultOfOrigin(string field, Uri? url) => url is null || IsOrigin(url)
        ? null
        : $"{field} is '{Redact(url.OriginalString)}'; it must be an absolute http or https URL with nothing after the host and port.";
}
