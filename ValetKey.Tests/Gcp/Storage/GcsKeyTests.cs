using System.Security.Cryptography;
using ValetKey.Gcp;
using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Storage;

/// <summary>What an issued key says of itself, and when it begins and ends.</summary>
public sealed class GcsKeyTests
{
    [Test]
    public async Task A_key_says_what_the_client_must_send_and_what_the_service_enforces()
    {
        await using TestBuckets buckets = new();
        KeyConstraints constraints = new() { ContentType = "image/jpeg", ContentLength = LengthRange.Between(1, 5_000_000) };

        SignedUrl key = await buckets.IssueAsync<SignedUrl>(TestBuckets.AskFor(Permissions.Create, constraints));

        key.Method.Should().Be(HttpMethod.Put);
        key.Headers.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["Content-Type"] = "image/jpeg",
            ["x-goog-content-length-range"] = "1,5000000",
            ["x-goog-if-generation-match"] = "0",
        });
        key.Enforced.Should().Be(ConstraintKinds.ContentType | ConstraintKinds.LengthRange);
        key.NotBefore.Should().Be(TestBuckets.Start.AddMinutes(-5));
        key.ExpiresAt.Should().Be(TestBuckets.Start.AddMinutes(15));
        key.Url.Should().Contain("&X-Goog-Date=20260504T025701Z&X-Goog-Expires=1200&");
    }

    [Test]
    public async Task A_key_of_seven_days_gives_up_its_backdating()
    {
        await using TestBuckets buckets = new();

        SignedUrl key = await buckets.IssueAsync<SignedUrl>(TestBuckets.AskFor(Permissions.Read) with { Lifetime = TimeSpan.FromDays(7) });

        key.Url.Should().Contain("&X-Goog-Expires=604800&");
        (key.NotBefore, key.ExpiresAt).Should().Be((TestBuckets.Start, TestBuckets.Start.AddDays(7)));
    }

    [Test]
    public async Task A_stable_key_is_the_same_for_equal_requests()
    {
        await using TestBuckets buckets = new();
        KeyRequest request = TestBuckets.AskFor(Permissions.Read) with { StableFor = TimeSpan.FromMinutes(5) };

        SignedUrl first = await buckets.IssueAsync<SignedUrl>(request);
        buckets.Time.Advance(TimeSpan.FromSeconds(30));
        SignedUrl second = await buckets.IssueAsync<SignedUrl>(request);

        second.Url.Should().Be(first.Url);
        second.Id.Should().NotBe(first.Id);
    }

    [Test]
    public async Task Each_day_has_a_scope_and_a_derived_key_of_its_own()
    {
        GoogleV4 google = GoogleV4.WithHmac("GOOG1EXAMPLE", "secret");
        using V4HmacKey hmac = new("GOOG1EXAMPLE", "secret", GcsLabels.Hmac);
        using GcsKeySigner signer = new(new GoogleCloudStorageOptions(), new FixedKeySource(hmac));
        DateTimeOffset midnight = new(2026, 5, 5, 0, 0, 0, TimeSpan.Zero);

        foreach (int seconds in new[] { -1, 0, -1, 86_400, 0, -86_401, 1 })
        {
            DateTimeOffset start = midnight.AddSeconds(seconds);
            KeyGrant grant = Grants.Of(KeyScope.ForObject("pictures", "a"), Permissions.Read, start, TimeSpan.FromMinutes(1));

            SignedUrl key = (SignedUrl)await signer.SignAsync(grant, CancellationToken.None);

            key.Url.Should().Be(google.UrlOf(
                "GET", "https://storage.googleapis.com", "/pictures/a", new Dictionary<string, string>(), new Dictionary<string, string>(), start,
                TimeSpan.FromMinutes(1)));
        }
    }

    [Test]
    public async Task The_start_of_a_resumable_upload_is_a_post_without_a_body()
    {
        await using TestBuckets buckets = new();

        SignedUrl key = await buckets.IssueAsync<SignedUrl>(
            TestBuckets.AskFor(Permissions.Create, new() { ContentType = "video/mp4" }, new GcsResumableUpload()));

        key.Method.Should().Be(HttpMethod.Post);
        key.Headers.Should().Contain("x-goog-resumable", "start").And.Contain("x-goog-if-generation-match", "0")
            .And.Contain("Content-Type", "video/mp4");
        key.CreateRequest(new ByteArrayContent([])).Content!.Headers.ContentLength.Should().Be(0);
    }

    [Test]
    public async Task A_customers_key_is_among_the_headers_and_nowhere_else()
    {
        byte[] secret = RandomNumberGenerator.GetBytes(32);
        GcsCustomerKey extra = new(secret);
        await using TestBuckets buckets = new();

        SignedUrl key = await buckets.IssueAsync<SignedUrl>(TestBuckets.AskFor(Permissions.Read, null, extra));

        string text = Convert.ToBase64String(secret);
        key.Headers["x-goog-encryption-key"].Should().Be(text);
        key.Headers["x-goog-encryption-key-sha256"].Should().Be(Convert.ToBase64String(SHA256.HashData(secret)));
        key.Url.Should().NotContain(Uri.EscapeDataString(text)).And.Contain("x-goog-encryption-key%3B");
        (extra.ToString() + key + string.Concat(buckets.Logs.GetSnapshot().Select(record => record.Message))).Should().NotContain(text)
            .And.Contain(extra.KeySha256);
    }

    [TestCase(31)]
    [TestCase(33)]
    [TestCase(0)]
    public void A_customers_key_has_32_bytes(int length) =>
        FluentActions.Invoking(() => new GcsCustomerKey(new byte[length]))
            .Should().Throw<ArgumentException>().WithMessage($"*32 bytes, not {length}*");

    [Test]
    public async Task A_cancelled_request_gives_no_key()
    {
        await using TestBuckets buckets = new();

        Func<Task> issue = () => buckets.Issuer.IssueAsync(TestBuckets.AskFor(Permissions.Read), new CancellationToken(canceled: true)).AsTask();

        await issue.Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public void A_disposed_key_signs_no_more()
    {
        V4RsaKey key = new(TestServiceAccount.Email, TestServiceAccount.Key, GcsLabels.Rsa);
        Sign(key).Should().HaveCount(256);

        key.Dispose();

        FluentActions.Invoking(() => Sign(key)).Should().Throw<ObjectDisposedException>();
    }

    [Test]
    public void Keys_of_many_threads_are_the_same()
    {
        using V4RsaKey key = new(TestServiceAccount.Email, TestServiceAccount.Key, GcsLabels.Rsa);
        string[] signatures = new string[64];

        Parallel.For(0, signatures.Length, i =>
        {
            signatures[i] = Convert.ToHexString(Sign(key));
        });

        string expected = Convert.ToHexString(TestServiceAccount.Key.SignData("text"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        signatures.Should().OnlyContain(signature => signature == expected);
    }

    private static byte[] Sign(V4LocalKey key) =>
        key.SignAsync("text"u8.ToArray(), TestBuckets.Start, CancellationToken.None).AsTask().GetAwaiter().GetResult();
}
