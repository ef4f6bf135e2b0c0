using System.Security.Cryptography;
using System.Text;

namespace ValetKey.Tests.Gcp.CloudCdn.Support;

/// <summary>
/// Cloud CDN as its documentation describes it, written apart from the signer: what it takes from a URL or from a cookie, what the signature covers,
/// and how a prefix is compared. There is no Cloud CDN to ask; this holds the keys to its documentation. Unsigned requests count as shut, as at a
/// backend that is set up right.
/// </summary>
internal sealed class CloudCdnEdge(DateTimeOffset now)
{
    private const string CookieName = "Cloud-CDN-Cookie=";

    public byte[] Key { get; init; } = TestBalancer.Key;

    public bool Opens(string url) => Opens(new HttpRequestMessage(HttpMethod.Get, url));

    public bool Opens(HttpRequestMessage request)
    {
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
        {
            return false;
        }

        string url = request.RequestUri!.OriginalString;
        if (request.Headers.TryGetValues("Cookie", out IEnumerable<string>? cookies))
        {
            return OpensByPrefix(cookies.Single()[CookieName.Length..], url, ':');
        }

        string query = url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..];
        return query.StartsWith("URLPrefix=", StringComparison.Ordinal) ? OpensByPrefix(query, url, '&') : OpensExactly(url, query);
    }

    private bool OpensExactly(string url, string query) => Verifies(url, '&') && IsTimely(Split(query, '&'));

    private bool OpensByPrefix(string signed, string url, char separator)
    {
        Dictionary<string, string> fields = Split(signed, separator);
        return Verifies(signed, separator)
            && IsTimely(fields)
            && url.StartsWith(Encoding.ASCII.GetString(FromUrlSafe(fields["URLPrefix"])), StringComparison.Ordinal);
    }

    private bool Verifies(string signed, char separator)
    {
        string[] parts = signed.Split($"{separator}Signature=");
        using IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, Key);
        hash.AppendData(Encoding.ASCII.GetBytes(parts[0]));
        return parts.Length == 2 && hash.GetHashAndReset().AsSpan().SequenceEqual(FromUrlSafe(parts[1]));
    }

    private bool IsTimely(Dictionary<string, string> fields) =>
        fields.GetValueOrDefault("KeyName") == TestBalancer.KeyName
        && now.ToUnixTimeSeconds() < long.Parse(fields["Expires"], System.Globalization.CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Split(string text, char separator) =>
        text.Split(separator).Select(field => field.Split('=', 2)).ToDictionary(field => field[0], field => field[1]);

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
