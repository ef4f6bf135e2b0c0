using System.Security.Cryptography;
using System.Text;
using ValetKey.Providers;

namespace ValetKey.Gcp.Credentials;

/// <summary>Signs by an HMAC key, with a key derived for each day as AWS Signature Version 4 does, under Google's labels or Amazon's.</summary>
internal sealed class HmacKey(GcsHmacKey key, V4Labels? labels = null) : LocalKey(key.AccessId, labels ?? V4Labels.GoogleHmac)
{
    protected override Func<string, KeyedHash> HashDerivation => Derive;

    public override int Sign(DayScope scope, ReadOnlySpan<byte> text, Span<byte> signature) => scope.Hash!.Hash(text, signature);

    private KeyedHash Derive(string date)
    {
        byte[] derived = Encoding.UTF8.GetBytes(Labels.SecretPrefix + key.Secret);
        foreach (string part in (ReadOnlySpan<string>)[date, Labels.Location, Labels.Service, Labels.RequestType])
        {
            byte[] next = HMACSHA256.HashData(derived, Encoding.UTF8.GetBytes(part));
            CryptographicOperations.ZeroMemory(derived);
            derived = next;
        }

        KeyedHash hash = new(HashAlgorithmName.SHA256, derived);
        CryptographicOperations.ZeroMemory(derived);
        return hash;
    }
}
