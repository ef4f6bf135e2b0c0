using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Aws;
using ValetKey.Tests.Aws.CloudFront.Support;
using ValetKey.Tests.Delivery;

namespace ValetKey.Tests.Aws.CloudFront;

/// <summary>Defaults are pinned, faults are told at start and all at once, and nothing of a key is ever in them.</summary>
public sealed class CloudFrontOptionsTests : DeliveryOptionsTestBase
{
    protected override string AddressSetting => nameof(CloudFrontOptions.DistributionUrl);

    private static IEnumerable<TestCaseData> BadKeys()
    {
        using RSA small = RSA.Create(1024);
        using RSA large = RSA.Create(4096);
        using ECDsa p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        PbeParameters pbe = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000);
        yield return Case("a small RSA key", small.ExportPkcs8PrivateKeyPem(), "*2,048*");
        yield return Case("a large RSA key", large.ExportRSAPrivateKeyPem(), "*2,048*");
        yield return Case("another curve", p384.ExportECPrivateKeyPem(), "*P-256*");
        yield return Case("encrypted PKCS#8", KeyPairs.Rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", pbe), "*PrivateKeyPem is encrypted*");
        yield return Case(
            "encrypted PKCS#1",
            KeyPairs.Rsa.ExportRSAPrivateKeyPem()
                .Replace("KEY-----\n", "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n", StringComparison.Ordinal),
            "*PrivateKeyPem is encrypted*");
        yield return Case("a public key", KeyPairs.Rsa.ExportSubjectPublicKeyInfoPem(), "*does not hold one private key*");
        yield return Case("two keys", KeyPairs.RsaPem + "\n" + KeyPairs.RsaPem, "*does not hold one private key*");
        yield return Case("a cut key", KeyPairs.RsaPem[..400] + "\n-----END PRIVATE KEY-----", "*does not hold one private key*");
        yield return Case("no PEM", "K2JCJMDEHXQW5F", "*does not hold one private key*");
        yield return Case("nothing", "", "*does not hold one private key*");

        static TestCaseData Case(string name, string pem, string message) => new TestCaseData(pem, message).SetArgDisplayNames(name);
    }

    [Test]
    public void Defaults_are_pinned()
    {
        CloudFrontOptions options = new();

        options.DistributionUrl.Should().BeNull();
        options.KeyPairId.Should().BeEmpty();
        options.PrivateKeyPem.Should().BeNull();
        options.PrivateKeyPath.Should().BeNull();
        options.SignatureHash.Should().Be(CloudFrontSignatureHash.Sha1);
        options.ContainerPaths.Should().BeEmpty();
    }

    [TestCaseSource(nameof(BadKeys))]
    public void A_key_that_cannot_be_used_is_told_without_a_fragment_of_it(string pem, string message)
    {
        OptionsValidationException fault = FaultOf(options => options.PrivateKeyPem = pem);

        fault.Failures.Should().ContainSingle().Which.Should().Match(message);
        ShouldHoldNothingOf(pem, fault);
    }

    [Test]
    public void All_faults_are_told_at_once()
    {
        OptionsValidationException fault = FaultOf(options =>
        {
            options.DistributionUrl = null;
            options.KeyPairId = "";
            options.PrivateKeyPem = null;
            options.ContainerPaths["a"] = "a";
        });

        fault.Failures.Select(failure => failure.Split(' ')[0])
            .Should().Equal("DistributionUrl", "KeyPairId", "PrivateKeyPem", "ContainerPaths");
    }

    [TestCase("")]
    [TestCase("K 2")]
    [TestCase("K2&Expires=9")]
    [TestCase("Kü")]
    public void A_key_pair_id_is_letters_and_digits(string id) =>
        FaultOf(options => options.KeyPairId = id).Failures.Should().ContainSingle().Which.Should().StartWith("KeyPairId");

    [Test]
    public async Task Neighbours_with_like_names_are_no_fault()
    {
        await using TestDistribution distribution = new(options =>
        {
            options.ContainerPaths["a"] = "/a";
            options.ContainerPaths["ab"] = "/ab";
        });

        SignedQuery key = (SignedQuery)await distribution.IssueAsync(KeyScope.ForContainer("a"));

        new CloudFrontEdge(TestDistribution.Start).Opens($"{TestDistribution.BaseUrl}/ab/x?{key.Query}").Should().BeFalse();
    }

    [Test]
    public void A_key_is_given_once() =>
        FaultOf(options => options.PrivateKeyPath = "/key.pem").Failures.Should().ContainSingle().Which.Should().Match("*both set*");

    [Test]
    public void A_missing_key_file_is_told() => FaultOf(options => (options.PrivateKeyPem, options.PrivateKeyPath) = (null, "/no/such/key.pem"))
        .Failures.Should().ContainSingle().Which.Should().Match("PrivateKeyPath is '/no/such/key.pem', which cannot be read*");

    [Test]
    public void A_key_that_was_put_into_the_path_is_not_repeated()
    {
        OptionsValidationException fault = FaultOf(options => (options.PrivateKeyPem, options.PrivateKeyPath) = (null, KeyPairs.RsaPem));

        fault.Failures.Should().ContainSingle().Which.Should().Match("*PrivateKeyPem*");
        ShouldHoldNothingOf(KeyPairs.RsaPem, fault);
    }

    [Test]
    public void An_unknown_hash_is_told() => FaultOf(options => options.SignatureHash = (CloudFrontSignatureHash)7)
        .Failures.Should().ContainSingle().Which.Should().Match("SignatureHash is 7*");

    [Test]
    public void Registering_again_adds_settings()
    {
        IValetKeyBuilder builder = new ServiceCollection().AddValetKey();

        builder.AddCloudFront("cdn", options => options.KeyPairId = "K1")
            .AddCloudFront("cdn", options => options.SignatureHash = CloudFrontSignatureHash.Sha256);

        CloudFrontOptions options = new();
        using ServiceProvider services = builder.Services.BuildServiceProvider();
        foreach (IConfigureOptions<CloudFrontOptions> configure in services.GetServices<IConfigureOptions<CloudFrontOptions>>())
        {
            ((IConfigureNamedOptions<CloudFrontOptions>)configure).Configure("cdn", options);
        }

        options.KeyPairId.Should().Be("K1");
        options.SignatureHash.Should().Be(CloudFrontSignatureHash.Sha256);
    }

    protected override OptionsValidationException FaultOfPaths(params (string Container, string Path)[] paths) =>
        FaultOf(options => Array.ForEach(paths, path => options.ContainerPaths[path.Container] = path.Path));

    protected override OptionsValidationException FaultOfAddress(Uri? address) => FaultOf(options => options.DistributionUrl = address);

    private static OptionsValidationException FaultOf(Action<CloudFrontOptions> configure)
    {
        TestDistribution distribution = new(configure);
        return FluentActions.Invoking(() => distribution.Issuer).Should().Throw<OptionsValidationException>().Which;
    }

    private static void ShouldHoldNothingOf(string secret, Exception fault)
    {
        string told = fault.ToString();
        for (int i = 0; i + 12 <= secret.Length && !secret.StartsWith('K'); i += 4)
        {
            string fragment = secret.Substring(i, 12);
            if (!fragment.Contains("PRIVATE", StringComparison.Ordinal) && !fragment.Contains("KEY", StringComparison.Ordinal))
            {
                told.Should().NotContain(fragment);
            }
        }
    }
}
