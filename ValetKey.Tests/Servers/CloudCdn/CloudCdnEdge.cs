using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ValetKey.Tests.Servers.CloudCdn;

/// <summary>
/// Cloud CDN as its documentation describes it ("Use signed URLs", "Use signed cookies"), written apart from the signer: what it takes from a URL or
/// from a cookie, what the signature covers, and how a prefix is compared. Where the documentation leaves room it is strict: the fields stand in the
/// order in which they are shown there, each once, and the signature is the last. Unsigned requests count as shut, as at a backend that is set up
/// right.
/// </summary>
internal sealed class CloudCdnEdge(string keyName, byte[] key)
{
    private const string CookieName = "Cloud-CDN-Cookie=";

    public bool Opens(HttpRequestMessage request, DateTimeOffset now) => Opens(
        request.Method.Method,
        request.RequestUri!.OriginalString,
        request.Headers.TryGetValues("Cookie", out IEnumerable<string>? cookies) ? string.Join("; ", cookies) : "",
        now);

    /// <param name="method">The method.</param>
    /// <param name="url">The URL as it was sent, with scheme and host.</param>
    /// <param name="cookies">The header with the cookies; empty where there is none.</param>
    /// <param name="now">The edge's time.</param>
    public bool Opens(string method, string url, string cookies, DateTimeOffset now)
    {
        if (method is not ("GET" or "HEAD"))
        {
            return false;
        }

        string[] ours = [.. cookies.Split("; ").Where(cookie => cookie.StartsWith(CookieName, StringComparison.Ordinal))];
        if (ours.Length > 0)
        {
            return ours.Length == 1 && OpensByPrefix(ours[0][CookieName.Length..], url, ':', now);
        }

        string query = url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..];
        if (query.StartsWith("URLPrefix=", StringComparison.Ordinal))
        {
            return OpensByPrefix(query, url, '&', now);
        }

        int fields = url.LastIndexOf("Expires=", StringComparison.Ordinal);
        return fields > 0 && url[fields - 1] is '?' or '&' && Verify(url, url[fields..], ["Expires", "KeyName", "Signature"], '&', now) is not null;
    }

    private bool OpensByPrefix(string signed, string url, char separator, DateTimeOffset now) =>
        Verify(signed, signed, ["URLPrefix", "Expires", "KeyName", "Signature"], separator, now) is [{ } prefix, ..]
        && FromUrlSafe(prefix) is { Length: > 0 } start
        && url.StartsWith(Encoding.ASCII.GetString(start), StringComparison.Ordinal);

    /// <summary>The values of the fields, if they are there, in time, and signed.</summary>
    private string[]? Verify(string text, string fields, string[] names, char separator, DateTimeOffset now)
    {
        string[][] pairs = [.. fields.Split(separator).Select(field => field.Split('=', 2))];
        if (!pairs.Select(pair => pair[0]).SequenceEqual(names) || pairs.Any(pair => pair.Length < 2))
        {
            return null;
        }

        string[] values = [.. pairs.Select(pair => pair[1])];
        byte[] signature = CryptographicOperations.HmacData(
            HashAlgorithmName.SHA1, key, Encoding.ASCII.GetBytes(text[..text.LastIndexOf($"{separator}Signature=", StringComparison.Ordinal)]));
        return FromUrlSafe(values[^1]).AsSpan().SequenceEqual(signature)
            && values[^2] == keyName
            && long.TryParse(values[^3], NumberStyles.None, CultureInfo.InvariantCulture, out long end)
            && now.ToUnixTimeSeconds() < end
                ? values
                : null;
    }

    private static byte[] FromUrlSafe(string text)
    {
        try
        {
            return Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/'));
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
