using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>
/// Judges signed URLs as "Signed URLs", "Canonical requests" and "V4 signing process" of the Cloud Storage documentation describe them. Where these
/// leave room it is strict: a URL opens nothing before its date, and every <c>x-goog-</c> header must be signed, as the documentation of Google's
/// .NET library has it.
/// </summary>
internal sealed partial class GcsUrlVerifier(GcsAccounts accounts)
{
    private const long LongestLife = 604_800;

    /// <summary>Refuses, or returns.</summary>
    public void Verify(ReceivedRequest request, DateTimeOffset now)
    {
        string algorithm = Required(request, "X-Goog-Algorithm");
        GcsCredential credential = GcsCredential.Parse(Required(request, "X-Goog-Credential"));
        string date = Required(request, "X-Goog-Date");
        string[] signedHeaders = Required(request, "X-Goog-SignedHeaders").Split(';');
        CheckHeaders(request, signedHeaders);
        CheckTime(date, Required(request, "X-Goog-Expires"), credential, now);
        byte[] signature = HexOf(Required(request, "X-Goog-Signature"));

        // The same library's documentation: a URL that is signed for GET serves HEAD as well.
        string[] methods = request.Method == "HEAD" ? ["HEAD", "GET"] : [request.Method];
        string[] texts = [.. methods.Select(method => TextOf(algorithm, date, credential, CanonicalRequestOf(request, method, signedHeaders)))];
        if (!texts.Any(text =>
            accounts.IsSignedBy(algorithm, credential.Account, credential.Day, credential.Location, Encoding.UTF8.GetBytes(text), signature)))
        {
            throw GcsFault.Mismatch(texts[0]);
        }
    }

    private static string TextOf(string algorithm, string date, GcsCredential credential, string canonicalRequest) =>
        $"{algorithm}\n{date}\n{credential.Scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)))}";

    private static string CanonicalRequestOf(ReceivedRequest request, string method, string[] signedHeaders)
    {
        string path = string.Join('/', request.Path.Split('/').Select(segment => Uri.EscapeDataString(Uri.UnescapeDataString(segment))));
        IEnumerable<string> query = request.Query
            .Where(pair => pair.Key != "X-Goog-Signature")
            .Select(pair => (Name: Uri.EscapeDataString(pair.Key), Value: Uri.EscapeDataString(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}");
        IEnumerable<string> headers = signedHeaders.Select(name => $"{name}:{ValueOf(request, name)}");
        string payload = request.Header("x-goog-content-sha256") ?? "UNSIGNED-PAYLOAD";
        return $"{method}\n{path}\n{string.Join('&', query)}\n{string.Join('\n', headers)}\n\n{string.Join(';', signedHeaders)}\n{payload}";
    }

    private static string ValueOf(ReceivedRequest request, string name) => name == "host"
        ? request.HostName
        : string.Join(',', request.Headers
            .Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(header => Blanks().Replace(header.Value.Trim(' ', '\t'), " ")));

    private static void CheckHeaders(ReceivedRequest request, string[] signedHeaders)
    {
        if (!signedHeaders.SequenceEqual(signedHeaders.Order(StringComparer.Ordinal).Distinct())
            || signedHeaders.Any(name => name.Any(char.IsAsciiLetterUpper)))
        {
            throw GcsFault.Malformed("The signed headers are not in order and lower case.");
        }

        if (!signedHeaders.Contains("host"))
        {
            throw GcsFault.Malformed("The host is not signed.");
        }

        if (signedHeaders.FirstOrDefault(name => name != "host" && request.Header(name) is null) is { } missing)
        {
            throw GcsFault.Malformed($"{missing} was included in signedheaders, but not in the request.");
        }

        if (request.Headers.Select(header => header.Key.ToLowerInvariant())
            .FirstOrDefault(name => (name.StartsWith("x-goog-", StringComparison.Ordinal) || name.StartsWith("x-amz-", StringComparison.Ordinal))
                && !signedHeaders.Contains(name)) is { } added)
        {
            throw GcsFault.Malformed($"{added} is in the request, but was not included in signedheaders.");
        }
    }

    private static void CheckTime(string date, string lifetime, GcsCredential credential, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out DateTimeOffset start)
            || credential.Day != date[..8])
        {
            throw GcsFault.Malformed($"The date '{date}' is none, or not of the credential's day.");
        }

        if (!long.TryParse(lifetime, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || seconds is 0 or > LongestLife)
        {
            throw GcsFault.Malformed($"The lifetime '{lifetime}' is not 1 to {LongestLife} seconds.");
        }

        if (now < start)
        {
            throw new GcsFault(403, "RequestTimeTooSkewed", $"The request is not valid before {start:u}.");
        }

        if (now >= start.AddSeconds(seconds))
        {
            throw GcsFault.Expired(start.AddSeconds(seconds));
        }
    }

    private static string Required(ReceivedRequest request, string name)
    {
        string[] values = [.. request.Query.Where(pair => pair.Key == name).Select(pair => pair.Value)];
        return values is [{ Length: > 0 } only] ? only : throw GcsFault.Malformed($"{name} must be there once; it is {values.Length} times.");
    }

    private static byte[] HexOf(string signature)
    {
        try
        {
            return Convert.FromHexString(signature);
        }
        catch (FormatException)
        {
            throw GcsFault.Malformed("The signature is no hexadecimal number.");
        }
    }

    [GeneratedRegex("[ \t]+")]
    private static partial Regex Blanks();
}
