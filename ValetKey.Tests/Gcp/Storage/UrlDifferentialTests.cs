using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Aws.S3;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Storage;

/// <summary>
/// Generated grants: the URL is that of a naive reading of Google's documentation, with Google's own library, or the published derivation, to sign.
/// </summary>
public sealed class UrlDifferentialTests
{
    private const int CasesPerSeed = 100;
    private const string AccessId = "GOOG1EXAMPLEEXAMPLEEXAMPLEEXAMPLE";
    private const string Secret = "bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ";

    [Test]
    public async Task Rsa_urls_bear_the_signature_of_googles_library([Range(1, 10)] int seed)
    {
        using V4RsaKey key = new(TestServiceAccount.Email, TestServiceAccount.Key, GcsLabels.Rsa);

        await CompareAsync(seed, key, GoogleV4.WithServiceAccount());
    }

    [Test]
    public async Task Hmac_urls_bear_the_published_signature([Range(11, 20)] int seed)
    {
        using V4HmacKey key = new(AccessId, Secret, GcsLabels.Hmac);

        await CompareAsync(seed, key, GoogleV4.WithHmac(AccessId, Secret));
    }

    [Test]
    public async Task Urls_signed_elsewhere_are_the_same_as_those_signed_here()
    {
        RemoteKey key = new(TestServiceAccount.Email, TestServiceAccount.Credential, TestSigning.Create());

        await CompareAsync(21, key, GoogleV4.WithServiceAccount());
    }

    private static async Task CompareAsync(int seed, V4Key key, GoogleV4 google)
    {
        UrlCaseGenerator generate = new(seed);
        for (int i = 0; i < CasesPerSeed; i++)
        {
            BucketCase drawn = new(generate);
            GcsKeySigner signer = new(drawn.Options, new FixedKeySource(key));
            KeyGrant grant = Grants.Of(drawn.Scope, drawn.Permission, drawn.Start, drawn.Length,
                constraints: drawn.Constraints, extras: drawn.Extras);

            SignedUrl url = (SignedUrl)await signer.SignAsync(grant, CancellationToken.None);

            url.Url.Should().Be(drawn.ExpectedUrl(google), "case {0} of seed {1}: {2}", i, seed, drawn.Scope);
            url.Method.Method.Should().Be(drawn.Method);
            url.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value).Should().BeEquivalentTo(drawn.Headers);
        }
    }
}
