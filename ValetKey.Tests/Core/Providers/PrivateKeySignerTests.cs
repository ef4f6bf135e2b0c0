using System.Security.Cryptography;
using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers;

public sealed class PrivateKeySignerTests
{
    private static readonly byte[] Text = "text"u8.ToArray();

    [Test]
    public void Many_threads_sign_with_one_rsa_key()
    {
        using RSA key = RSA.Create(2048);
        using PrivateKeySigner signer = new(key);
        byte[][] signatures = new byte[32][];

        Parallel.For(0, signatures.Length, i => signatures[i] = SignatureOf(signer));

        byte[] expected = key.SignData(Text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        signatures.Should().OnlyContain(signature => signature.SequenceEqual(expected));
        (signer.IsDeterministic, signer.LargestSignature).Should().Be((true, 256));
    }

    [Test]
    public void Many_threads_sign_with_one_ecdsa_key()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using PrivateKeySigner signer = new(key);
        byte[][] signatures = new byte[32][];

        Parallel.For(0, signatures.Length, i => signatures[i] = SignatureOf(signer));

        signatures.Should().OnlyContain(
            signature => key.VerifyData(Text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        signer.IsDeterministic.Should().BeFalse();
    }

    [Test]
    public void A_key_that_was_disposed_signs_no_more()
    {
        using RSA key = RSA.Create(2048);
        PrivateKeySigner signer = new(key);
        SignatureOf(signer).Should().HaveCount(256);

        signer.Dispose();

        FluentActions.Invoking(() => SignatureOf(signer)).Should().ThrowExactly<ObjectDisposedException>();
    }

    [Test]
    public void A_key_of_another_kind_is_refused()
    {
        using DSA key = DSA.Create(1024);

        FluentActions.Invoking(() => new PrivateKeySigner(key)).Should().ThrowExactly<ArgumentException>().WithMessage("*RSA*ECDSA*");
    }

    private static byte[] SignatureOf(PrivateKeySigner signer)
    {
        byte[] signature = new byte[signer.LargestSignature];
        return signature[..signer.Sign(Text, HashAlgorithmName.SHA256, signature)];
    }
}
