using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>Who may sign: service accounts by their public keys, and HMAC keys by their secrets.</summary>
internal sealed class GcsAccounts
{
    private readonly ConcurrentDictionary<string, RSA> _publicKeys = new();
    private readonly ConcurrentDictionary<string, string> _secrets = new();

    public void AddServiceAccount(string email, RSA key)
    {
        RSA publicKey = RSA.Create();
        publicKey.ImportRSAPublicKey(key.ExportRSAPublicKey(), out _);
        _publicKeys[email] = publicKey;
    }

    public void AddHmacKey(string accessId, string secret) => _secrets[accessId] = secret;

    /// <summary>Whether a text bears the signature of the account, by the algorithm and on the day that the request names.</summary>
    public bool IsSignedBy(string algorithm, string account, string day, string location, byte[] text, byte[] signature) => algorithm switch
    {
        "GOOG4-RSA-SHA256" => _publicKeys.TryGetValue(account, out RSA? key)
            && key.VerifyData(text, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "GOOG4-HMAC-SHA256" => _secrets.TryGetValue(account, out string? secret)
            && CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(DerivedKey(secret, day, location), text), signature),
        _ => throw GcsFault.Malformed($"The algorithm '{algorithm}' is none."),
    };

    /// <summary>The signing key of Signature Version 4 as Amazon publishes it, under Google's labels.</summary>
    private static byte[] DerivedKey(string secret, string day, string location) =>
        new[] { day, location, "storage", "goog4_request" }.Aggregate(
            Encoding.UTF8.GetBytes("GOOG4" + secret), (key, label) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(label)));
}
