using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using ValetKey.Local.Keys;
using ValetKey.Local.Service;
using ValetKey.Local.Signing;
using ValetKey.Local.Storage;

namespace ValetKey.Local.Verification;

/// <summary>
/// Decides, from the request alone, whether a key is genuine and in force. It looks at no object, so that a refusal says nothing about what is
/// stored.
/// </summary>
internal sealed class KeyVerifier(LocalKeyRing ring, ObjectStore store, TimeProvider time)
{
    private const int HashBytes = 32;

    /// <summary>Stands in for a signing key that is not in the ring, so that an unknown id takes as long as a wrong signature.</summary>
    private static readonly LocalSigningKey Nobody = new("", RandomNumberGenerator.GetBytes(HashBytes));

    public Refusal? Verify(
        string query, ResourcePath path, bool isHttps, IPAddress? client, [NotNullWhen(true)] out VerifiedKey? verified, out string added)
    {
        verified = null;
        added = "";
        if (!query.Contains(TokenFields.Version + "=", StringComparison.Ordinal))
        {
            return Refusal.Forbidden(LocalRefusalReasons.KeyMissing, "The request bears no key.");
        }

        if (PresentedKey.TryParse(query) is not { } presented)
        {
            return Refusal.Forbidden(
                LocalRefusalReasons.KeyMalformed, "The key is not as it was issued: a field is missing, doubled, unknown or out of order.");
        }

        if (!IsSigned(presented, path))
        {
            return Refusal.Forbidden(
                LocalRefusalReasons.SignatureMismatch, "The signature does not fit this URL, or was made with a key that is not accepted.");
        }

        if (presented[TokenFields.Version] != TokenFields.CurrentVersion || KeyReader.TryRead(presented, path) is not { } key)
        {
            return Refusal.Forbidden(LocalRefusalReasons.KeyMalformed, "The key is of a version that this service does not know.");
        }

        if (FirstFault(key, time.GetUtcNow(), isHttps, client) is { } fault)
        {
            return fault;
        }

        verified = key;
        added = presented.Added;
        return null;
    }

    private bool IsSigned(PresentedKey presented, ResourcePath path)
    {
        bool coversObject = presented[TokenFields.Resource] is "o" or "t" && presented[TokenFields.Form] != "f";
        string resource = coversObject ? path.Text : path.ContainerText;
        byte[] signed = Encoding.ASCII.GetBytes($"{resource}?{presented.Token}");
        Span<byte> expected = stackalloc byte[HashBytes];
        (ring.Find(presented[TokenFields.KeyId]) ?? Nobody).Hash.Hash(signed, expected);
        return CryptographicOperations.FixedTimeEquals(expected, presented.Signature);
    }

    private Refusal? FirstFault(VerifiedKey key, DateTimeOffset now, bool isHttps, IPAddress? client)
    {
        if (now < key.NotBefore)
        {
            return Refusal.Forbidden(LocalRefusalReasons.KeyNotYetValid, $"The key begins at {key.NotBefore:u}.");
        }

        if (now >= key.ExpiresAt)
        {
            return Refusal.Forbidden(LocalRefusalReasons.KeyExpired, $"The key ended at {key.ExpiresAt:u}.");
        }

        if (key.Constraints.HttpsOnly && !isHttps)
        {
            return Refusal.Forbidden(LocalRefusalReasons.HttpsRequired, "The key demands https.");
        }

        if (key.Constraints.ClientNetwork is { } network && (client is null || !network.Contains(client)))
        {
            return Refusal.Forbidden(LocalRefusalReasons.NetworkNotAllowed, "The key does not open from this address.");
        }

        return key.SingleUse is { } use && store.IsUsed(use.KeyId)
            ? Refusals.KeyUsed
            : null;
    }
}
