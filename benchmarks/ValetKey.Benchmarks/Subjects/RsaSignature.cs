using System.Security.Cryptography;

namespace ValetKey.Benchmarks.Subjects;

/// <summary>The signature that nothing can be saved of: one RSA-2048 signature (PKCS #1 v1.5) of a SHA-256 hash.</summary>
internal sealed class RsaSignature
{
    private static readonly RSA Key = RSA.Create(2048);

    private readonly RSA _own = RSA.Create(Key.ExportParameters(includePrivateParameters: true));
    private readonly byte[] _hash = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);
    private readonly byte[] _signature = new byte[256];

    /// <summary>The same key as Google hands one out.</summary>
    public static string CredentialJson { get; } = $$"""
        {
          "type": "service_account",
          "project_id": "benchmarks",
          "private_key_id": "0000000000000000000000000000000000000000",
          "private_key": "{{Key.ExportPkcs8PrivateKeyPem().ReplaceLineEndings("\\n")}}",
          "client_email": "signer@benchmarks.iam.gserviceaccount.com",
          "client_id": "000000000000000000000",
          "token_uri": "https://oauth2.googleapis.com/token"
        }
        """;

    public object Run()
    {
        _own.TrySignHash(_hash, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, out _);
        return _signature;
    }
}
