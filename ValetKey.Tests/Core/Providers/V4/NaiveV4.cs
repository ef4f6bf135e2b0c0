using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ValetKey.Tests.Core.Providers.V4;

/// <summary>
/// AWS Signature Version 4 with the words left open, written from "Create a canonical request", "Create a string to sign" and "Calculate the
/// signature", and naive on purpose: it shares nothing with the code under test.
/// </summary>
internal sealed record NaiveV4(string Algorithm, string SecretPrefix, string Scope, string ParameterPrefix, string Account, string Secret)
{
    public static NaiveV4 ForAmazon(string region, string account, string secret) =>
        new("AWS4-HMAC-SHA256", "AWS4", $"{region}/s3/aws4_request", "X-Amz-", account, secret);

    public string UrlOf(
        string method,
        string origin,
        string path,
        IReadOnlyDictionary<string, string> parameters,
        IReadOnlyDictionary<string, string> headers,
        DateTimeOffset start,
        DateTimeOffset end)
    {
        string host = origin[(origin.IndexOf("://", StringComparison.Ordinal) + 3)..];
        SortedDictionary<string, string> lines = new(StringComparer.Ordinal) { ["host"] = host };
        foreach ((string name, string value) in headers)
        {
            lines[name.ToLowerInvariant()] = string.Join(' ', value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        }

        string names = string.Join(';', lines.Keys);
        Dictionary<string, string> query = new(parameters)
        {
            [ParameterPrefix + "Algorithm"] = Algorithm,
            [ParameterPrefix + "Credential"] = CredentialOf(start),
            [ParameterPrefix + "Date"] = Format(start, "yyyyMMdd'T'HHmmss'Z'"),
            [ParameterPrefix + "Expires"] = (end - start).TotalSeconds.ToString(CultureInfo.InvariantCulture),
            [ParameterPrefix + "SignedHeaders"] = names,
        };
        string encodedQuery = string.Join('&', query.Select(pair => (Name: Uri.EscapeDataString(pair.Key), Value: Uri.EscapeDataString(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).Select(pair => $"{pair.Name}={pair.Value}"));
        string encodedPath = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        string headerLines = string.Concat(lines.Select(line => $"{line.Key}:{line.Value}\n"));
        string request = $"{method}\n{encodedPath}\n{encodedQuery}\n{headerLines}\n{names}\nUNSIGNED-PAYLOAD";
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request)));
        string text = $"{Algorithm}\n{Format(start, "yyyyMMdd'T'HHmmss'Z'")}\n{Format(start, "yyyyMMdd")}/{Scope}\n{hash}";
        return $"{origin}{encodedPath}?{encodedQuery}&{ParameterPrefix}Signature={Sign(text, start)}";
    }

    public string CredentialOf(DateTimeOffset start) => $"{Account}/{Format(start, "yyyyMMdd")}/{Scope}";

    /// <summary>The signature of a text: of a string to sign, or of a form's policy in base64.</summary>
    public string Sign(string text, DateTimeOffset start)
    {
        byte[] key = Encoding.UTF8.GetBytes(SecretPrefix + Secret);
        foreach (string part in (string[])[Format(start, "yyyyMMdd"), .. Scope.Split('/')])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    private static string Format(DateTimeOffset time, string format) => time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
