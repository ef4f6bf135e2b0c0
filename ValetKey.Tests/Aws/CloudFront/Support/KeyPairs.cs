using System.Security.Cryptography;

namespace ValetKey.Tests.Aws.CloudFront.Support;

/// <summary>Keys made for this run.</summary>
internal static class KeyPairs
{
    public static RSA Rsa { get; } = RSA.Create(2048);

    public static ECDsa Ecdsa { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static string RsaPem { get; } = Rsa.ExportPkcs8PrivateKeyPem();

    public static string EcdsaPem { get; } = Ecdsa.ExportPkcs8PrivateKeyPem();
}
