using Microsoft.AspNetCore.Http;

namespace ValetKey.AspNetCore.Access;

/// <summary>
/// Keeps pages of other sites from using a visitor's cookies: browsers say where a request comes from, by <c>Sec-Fetch-Site</c> (W3C Fetch Metadata)
/// and <c>Origin</c> (RFC 6454), and pages cannot change either. Who sends neither is no browser of these years.
/// </summary>
internal static class CrossOrigin
{
    /// <summary>Whether a request may be answered: to ask for something is harmless, whoever asks.</summary>
    public static bool IsTrusted(HttpRequest request, IEnumerable<string> trustedOrigins) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || IsFromTrusted(request, trustedOrigins);

    /// <summary>Whether a request comes from a page of the application's own, of a trusted origin, or of none.</summary>
    public static bool IsFromTrusted(HttpRequest request, IEnumerable<string> trustedOrigins)
    {
        string? origin = request.Headers.Origin;
        if (origin is not null && trustedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        string? site = request.Headers["Sec-Fetch-Site"];
        return site is not null
            ? site is "same-origin" or "none"
            : string.IsNullOrEmpty(origin) || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? from)
                && string.Equals(from.Authority, AuthorityOf(request, from), StringComparison.OrdinalIgnoreCase));
    }

    private static string AuthorityOf(HttpRequest request, Uri from) =>
        Uri.TryCreate($"{from.Scheme}://{request.Host}", UriKind.Absolute, out Uri? own) ? own.Authority : "";
}
