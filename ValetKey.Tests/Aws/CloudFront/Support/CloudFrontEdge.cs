using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ValetKey.Tests.Aws.CloudFront.Support;

/// <summary>
/// CloudFront as its developer guide describes it, written apart from the signer: what it takes from a URL or from cookies, how it writes a canned
/// policy anew, and how it compares a custom one with the request. There is no CloudFront to ask; this holds the keys to its documentation.
/// </summary>
internal sealed class CloudFrontEdge(DateTimeOffset now)
{
    /// <summary>Whether resources are percent-decoded before they are compared. The guide does not say so, and keys must not depend on it.</summary>
    public bool DecodesResources { get; init; }

    public IPAddress Client { get; init; } = IPAddress.Parse("203.0.113.7");

    public bool Opens(HttpRequestMessage request)
    {
        string url = request.RequestUri!.OriginalString;
        int mark = url.IndexOf('?', StringComparison.Ordinal);
        Dictionary<string, string> fields = request.Headers.TryGetValues("Cookie", out IEnumerable<string>? cookies)
            ? Split(cookies.Single().Replace("CloudFront-", "", StringComparison.Ordinal), "; ")
            : Split(mark < 0 ? "" : url[(mark + 1)..], "&");
        return Opens(mark < 0 ? url : url[..mark], fields);
    }

    public bool Opens(string url) => Opens(new HttpRequestMessage(HttpMethod.Get, url));

    private bool Opens(string resource, Dictionary<string, string> fields)
    {
        if (!fields.TryGetValue("Signature", out string? signature) || fields.GetValueOrDefault("Key-Pair-Id") != TestDistribution.KeyPairId)
        {
            return false;
        }

        byte[] policy = fields.TryGetValue("Policy", out string? custom)
            ? FromUrlSafe(custom)
            : Encoding.UTF8.GetBytes(Canned(resource, fields.GetValueOrDefault("Expires")));
        return Verifies(policy, FromUrlSafe(signature), fields.GetValueOrDefault("Hash-Algorithm")) && Allows(JsonDocument.Parse(policy), resource);
    }

    private static string Canned(string resource, string? expires) =>
        "{\"Statement\":[{\"Resource\":\"" + resource + "\",\"Condition\":{\"DateLessThan\":{\"AWS:EpochTime\":" + expires + "}}}]}";

    private static bool Verifies(byte[] policy, byte[] signature, string? hashName)
    {
        HashAlgorithmName hash = hashName == "SHA256" ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;
        return KeyPairs.Rsa.VerifyData(policy, signature, hash, RSASignaturePadding.Pkcs1)
            || KeyPairs.Ecdsa.VerifyData(policy, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
    }

    private bool Allows(JsonDocument policy, string resource)
    {
        JsonElement statement = policy.RootElement.GetProperty("Statement").EnumerateArray().Single();
        JsonElement condition = statement.GetProperty("Condition");
        string pattern = statement.GetProperty("Resource").GetString()!;
        long second = now.ToUnixTimeSeconds();
        return Wildcard.Matches(DecodesResources ? Uri.UnescapeDataString(pattern) : pattern,
            DecodesResources ? Uri.UnescapeDataString(resource) : resource)
            && second < condition.GetProperty("DateLessThan").GetProperty("AWS:EpochTime").GetInt64()
            && (!condition.TryGetProperty("DateGreaterThan", out JsonElement start) || second > start.GetProperty("AWS:EpochTime").GetInt64())
            && (!condition.TryGetProperty("IpAddress", out JsonElement address)
                || IPNetwork.Parse(address.GetProperty("AWS:SourceIp").GetString()!).Contains(Client));
    }

    private static Dictionary<string, string> Split(string text, string separator) =>
        text.Split(separator, StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=', 2))
            .GroupBy(field => field[0]).ToDictionary(fields => fields.Key, fields => fields.Last()[1]);

    private static byte[] FromUrlSafe(string text)
    {
        try
        {
            return Convert.FromBase64String(text.Replace('-', '+').Replace('_', '=').Replace('~', '/'));
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
