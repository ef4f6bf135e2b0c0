using System.Security.Cryptography;
using System.Text;

namespace ValetKey.Tests.Aws.S3.Support;

/// <summary>
/// The service's half of Signature Version 4, written from "Authenticating Requests: Using Query Parameters" and naive on purpose: it shares nothing
/// with the code under test.
/// </summary>
internal static class SigV4
{
    /// <summary>Whether a client that sends the URL with its headers is let in by a service that knows the secret.</summary>
    public static bool Verifies(SignedUrl key, string secret)
    {
        (string address, string query) = Split(key.Url, '?');
        string afterScheme = address[(address.IndexOf("://", StringComparison.Ordinal) + 3)..];
        (string host, string path) = Split(afterScheme, '/');
        string[] parameters = query.Split('&');
        string given =
            parameters.Single(parameter => parameter.StartsWith("X-Amz-Signature=", StringComparison.Ordinal))["X-Amz-Signature=".Length..];
        string canonicalQuery = string.Join('&', parameters.Where(parameter => !parameter.StartsWith("X-Amz-Signature=", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

        SortedDictionary<string, string> headers = new(StringComparer.Ordinal) { ["host"] = host };
        foreach ((string name, string value) in key.Headers)
        {
            headers[name.ToLowerInvariant()] = value;
        }

        string[] signedHeaders = Value(parameters, "X-Amz-SignedHeaders").Split(';');
        string canonicalRequest = $"{key.Method}\n/{path}\n{canonicalQuery}\n"
            + string.Concat(signedHeaders.Select(name => $"{name}:{headers[name]}\n"))
            + $"\n{string.Join(';', signedHeaders)}\nUNSIGNED-PAYLOAD";

        string[] credential = Value(parameters, "X-Amz-Credential").Split('/');
        string scope = string.Join('/', credential[1..]);
        string stringToSign = $"AWS4-HMAC-SHA256\n{Value(parameters, "X-Amz-Date")}\n{scope}\n"
            + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)));
        byte[] derived = credential[1..]
            .Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), (last, part) => HMACSHA256.HashData(last, Encoding.UTF8.GetBytes(part)));
        return given == Convert.ToHexStringLower(HMACSHA256.HashData(derived, Encoding.UTF8.GetBytes(stringToSign)))
            && Value(parameters, "X-Amz-Date").StartsWith(credential[1], StringComparison.Ordinal);
    }

    /// <summary>One parameter of a URL, decoded.</summary>
    public static string Value(string url, string name) => Value(Split(url, '?').After.Split('&'), name);

    private static string Value(string[] parameters, string name) =>
        Uri.UnescapeDataString(parameters.Single(parameter => parameter.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..]);

    private static (string Before, string After) Split(string text, char at)
    {
        int index = text.IndexOf(at, StringComparison.Ordinal);
        return (text[..index], text[(index + 1)..]);
    }
}
