using System.Security.Cryptography;
using System.Text;
using ValetKey.Azure.Signing;
using ValetKey.Providers;

namespace ValetKey.Azure.Delegation;

/// <summary>A user delegation key, with what every token under it says of it, written once.</summary>
/// <remarks>"Get User Delegation Key", Blob service REST API.</remarks>
internal sealed class DelegationKey : IDisposable
{
    public DelegationKey(DelegationKeyFacts facts, ReadOnlySpan<byte> secret)
    {
        Facts = facts;
        Hash = new KeyedHash(HashAlgorithmName.SHA256, secret);
        (string Name, string Value)[] parts =
        [
            ("skoid", facts.ObjectId),
            ("sktid", facts.TenantId),
            ("skt", SasTime.Format(facts.StartsAt)),
            ("ske", SasTime.Format(facts.ExpiresAt)),
            ("sks", facts.Service),
            ("skv", facts.Version),
        ];
        SignedText = Encoding.UTF8.GetBytes(string.Concat(parts.Select(part => part.Value + "\n")));
        string user = facts.DelegatedUserTenantId is { } tenant ? $"&skdutid={PercentEncoding.Encode(tenant)}" : "";
        QueryText = Encoding.ASCII.GetBytes(string.Join('&', parts.Select(part => $"{part.Name}={PercentEncoding.Encode(part.Value)}")) + user);
    }

    public DelegationKeyFacts Facts { get; }

    public KeyedHash Hash { get; }

    /// <summary>The lines of the string to sign that are about the key.</summary>
    public byte[] SignedText { get; }

    /// <summary>The parameters of the query that are about the key.</summary>
    public byte[] QueryText { get; }

    /// <summary>Clears the secret. A signature that is asked for afterwards fails.</summary>
    public void Dispose() => Hash.Dispose();

    public override string ToString() => $"user delegation key until {Facts.ExpiresAt:u} [secret]";
}
