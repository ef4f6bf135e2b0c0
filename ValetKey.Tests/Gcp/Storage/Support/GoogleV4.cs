using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ValetKey.Tests.Gcp.Storage.Support;

/// <summary>
/// A signed URL as "V4 signing process with your own program" and "Canonical requests" describe it, naive on purpose: it shares nothing with the code
/// under test.
/// </summary>
internal sealed record GoogleV4(string Algorithm, string Account, Func<string, DateTimeOffset, string> Sign)
{
    /// <summary>By HMAC: Amazon's published derivation under Google's labels.</summary>
    public static GoogleV4 WithHmac(string accessId, string secret) => new("GOOG4-HMAC-SHA256", accessId, (text, start) =>
    {
        byte[] key = Encoding.UTF8.GetBytes("GOOG4" + secret);
        foreach (string part in new[] { Day(start), "auto", "storage", "goog4_request" })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    });

    /// <summary>By RSA, with the signature of Google's own library.</summary>
    public static GoogleV4 WithServiceAccount() => new(
        "GOOG4-RSA-SHA256",
        TestServiceAccount.Email,
        (text, _) => Convert.ToHexStringLower(Convert.FromBase64String(TestServiceAccount.Credential.CreateSignature(Encoding.UTF8.GetBytes(text)))));

    public string UrlOf(
        string method, string origin, string path, IDictionary<string, string> parameters, IDictionary<string, string> headers,
        DateTimeOffset start, TimeSpan length)
    {
        string scope = $"{Day(start)}/auto/storage/goog4_request";
        string date = start.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        Dictionary<string, string> lines = headers.ToDictionary(
            header => header.Key.ToLowerInvariant(),
            header => string.Join(' ', header.Value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)));
        lines.Add("host", new Uri(origin).Host);
        string[] names = [.. lines.Keys.Order(StringComparer.Ordinal)];
        Dictionary<string, string> query = new(parameters)
        {
            ["X-Goog-Algorithm"] = Algorithm,
            ["X-Goog-Credential"] = $"{Account}/{scope}",
            ["X-Goog-Date"] = date,
            ["X-Goog-Expires"] = length.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            ["X-Goog-SignedHeaders"] = string.Join(';', names),
        };
        string encodedPath = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        string encodedQuery = string.Join('&', query.Select(pair => (Name: Uri.EscapeDataString(pair.Key), Value: Uri.EscapeDataString(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).Select(pair => $"{pair.Name}={pair.Value}"));
        string canonicalRequest = string.Join('\n', [
            method, encodedPath, encodedQuery, .. names.Select(name => $"{name}:{lines[name]}"), "", string.Join(';', names), "UNSIGNED-PAYLOAD"]);
        string text = $"{Algorithm}\n{date}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)))}";
        return $"{origin}{encodedPath}?{encodedQuery}&X-Goog-Signature={Sign(text, start)}";
    }

    private static string Day(DateTimeOffset start) => start.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
