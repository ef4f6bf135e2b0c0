using ValetKey.Aws;
using ValetKey.Tests.Aws.CloudFront.Support;

namespace ValetKey.Tests.Aws.CloudFront;

/// <summary>Signatures verify with the public key, whatever kind of key and however it is written.</summary>
public sealed class SignatureTests
{
    private static readonly KeyScope Photo = KeyScope.ForObject("media", "a/b.jpg");

    private static IEnumerable<TestCaseData> Pems()
    {
        yield return new TestCaseData(KeyPairs.Rsa.ExportPkcs8PrivateKeyPem()).SetArgDisplayNames("RSA in PKCS#8");
        yield return new TestCaseData(KeyPairs.Rsa.ExportRSAPrivateKeyPem()).SetArgDisplayNames("RSA in PKCS#1");
        yield return new TestCaseData(KeyPairs.Rsa.ExportRSAPrivateKeyPem().ReplaceLineEndings("\r\n"))
            .SetArgDisplayNames("RSA with line ends of Windows");
        yield return new TestCaseData(KeyPairs.Ecdsa.ExportPkcs8PrivateKeyPem()).SetArgDisplayNames("ECDSA in PKCS#8");
        yield return new TestCaseData(KeyPairs.Ecdsa.ExportECPrivateKeyPem()).SetArgDisplayNames("ECDSA in SEC 1");
        yield return new TestCaseData(
            "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + KeyPairs.Ecdsa.ExportECPrivateKeyPem())
            .SetArgDisplayNames("ECDSA as openssl ecparam writes it");
    }

    [TestCaseSource(nameof(Pems))]
    public async Task Keys_of_every_written_form_sign_with_either_hash(string pem)
    {
        foreach (CloudFrontSignatureHash hash in Enum.GetValues<CloudFrontSignatureHash>())
        {
            await using TestDistribution distribution = new(options => (options.PrivateKeyPem, options.SignatureHash) = (pem, hash));

            SignedUrl key = await distribution.Issuer.IssueUrlAsync(Photo, Permissions.Read);

            new CloudFrontEdge(TestDistribution.Start).Opens(key.CreateRequest()).Should().BeTrue();
        }
    }

    [Test]
    public async Task A_key_is_read_from_a_file_once()
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, KeyPairs.RsaPem);
            await using TestDistribution distribution = new(options => (options.PrivateKeyPem, options.PrivateKeyPath) = (null, file));
            await distribution.Issuer.IssueUrlAsync(Photo, Permissions.Read);

            await File.WriteAllTextAsync(file, "no key any more");
            SignedUrl key = await distribution.Issuer.IssueUrlAsync(Photo, Permissions.Read);

            new CloudFrontEdge(TestDistribution.Start).Opens(key.CreateRequest()).Should().BeTrue();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public async Task Ecdsa_signatures_are_der_and_make_shorter_urls()
    {
        await using TestDistribution distribution = TestDistribution.WithEcdsa();

        SignedUrl key = await distribution.Issuer.IssueUrlAsync(Photo, Permissions.Read);

        string signature = key.Url.Split("Signature=")[1].Split('&')[0];
        byte[] der = Convert.FromBase64String(signature.Replace('-', '+').Replace('_', '=').Replace('~', '/'));
        der[0].Should().Be(0x30);
        der.Length.Should().BeInRange(68, 72);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Eight_threads_sign_at_once_and_every_key_opens(bool ecdsa)
    {
        await using TestDistribution distribution = ecdsa ? TestDistribution.WithEcdsa() : new TestDistribution();
        CloudFrontEdge edge = new(TestDistribution.Start);
        int opened = 0;

        Thread[] threads = [.. Enumerable.Range(0, 8).Select(thread => new Thread(() =>
        {
            for (int i = 0; i < 50; i++)
            {
                KeyScope scope = KeyScope.ForObject("media", $"{thread}/{i}");
                ValueTask<SignedUrl> key = distribution.Issuer.IssueUrlAsync(scope, Permissions.Read);
                if (edge.Opens(key.GetAwaiter().GetResult().Url))
                {
                    Interlocked.Increment(ref opened);
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        opened.Should().Be(400);
    }

    [Test]
    public async Task Equal_stable_requests_give_equal_urls_with_an_rsa_key()
    {
        await using TestDistribution distribution = new();
        KeyRequest request = new(Photo, Permissions.Read) { StableFor = TimeSpan.FromMinutes(5) };

        SignedUrl one = await distribution.Issuer.IssueUrlAsync(request);
        distribution.Time.Advance(TimeSpan.FromMinutes(1));
        SignedUrl other = await distribution.Issuer.IssueUrlAsync(request);

        other.Url.Should().Be(one.Url);
        other.Id.Should().NotBe(one.Id);
    }

    [Test]
    public async Task A_stable_request_is_refused_with_an_ecdsa_key()
    {
        await using TestDistribution distribution = TestDistribution.WithEcdsa();
        KeyRequest request = new(Photo, Permissions.Read) { StableFor = TimeSpan.FromMinutes(5) };

        Func<Task> act = async () => await distribution.Issuer.IssueUrlAsync(request);

        (await act.Should().ThrowAsync<ValetKeyException>().WithMessage("*ECDSA*StableFor*RSA*")).Which.Reason
            .Should().Be(ValetKeyErrorReason.Unsupported);
    }

    [Test]
    public async Task A_disposed_signer_signs_no_more()
    {
        TestDistribution distribution = new();
        IValetKeyIssuer issuer = distribution.Issuer;
        await issuer.IssueUrlAsync(Photo, Permissions.Read);

        await distribution.DisposeAsync();
        Func<Task> act = async () => await issuer.IssueUrlAsync(Photo, Permissions.Read);

        await act.Should().ThrowAsync<ValetKeyException>();
    }
}
