using System.Net;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>Networks, times, schemes and response headers, which every token can bind.</summary>
internal sealed class ConstraintTests
{
    private static readonly Uri PlainHttp = new("http://127.0.0.1:9000/contoso");

    [TestCase("10.1.2.0/24", "10.1.2.0-10.1.2.255")]
    [TestCase("10.1.2.3/32", "10.1.2.3")]
    public async Task A_network_is_a_range_of_addresses(string network, string signed)
    {
        await using TestAccount account = TestAccount.WithKey();

        SignedUrl key = await account.IssueAsync<SignedUrl>(Read(new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse(network)) }));

        (SasText.Value(key.Url, "sip"), key.Enforced).Should().Be((signed, ConstraintKinds.ClientNetwork));
    }

    [Test]
    public async Task A_range_that_is_no_network_is_taken_too()
    {
        await using TestAccount account = TestAccount.WithKey();

        SignedUrl key = await account.IssueAsync<SignedUrl>(
            Read(new() { ClientNetwork = ClientNetwork.FromRange(IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.9")) }));

        (SasText.Value(key.Url, "sip"), key.Enforced).Should().Be(("10.0.0.1-10.0.0.9", ConstraintKinds.ClientAddressRange));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Addresses_of_IPv6_are_refused_before_a_delegation_key_is_asked_for(bool isDelegated)
    {
        FakeDelegation source = FakeDelegation.Until(TestAccount.Start.AddDays(1));
        await using TestAccount account = isDelegated ? TestAccount.Delegated(blobs: source) : TestAccount.WithKey();

        ValetKeyException refusal =
            await account.RefusalOf(Read(new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("2001:db8::/32")) }));

        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Message.Should().Contain("IPv4").And.Contain("2001:db8::/32");
        source.Needs.Should().BeEmpty();
    }

    [Test]
    public async Task Start_and_end_are_those_of_the_key()
    {
        await using TestAccount account = TestAccount.WithKey();

        SignedUrl key = await account.IssueAsync<SignedUrl>(Read() with { Lifetime = TimeSpan.FromMinutes(10) });

        (SasText.Value(key.Url, "st"), SasText.Value(key.Url, "se")).Should().Be(("2026-05-04T02:57:01Z", "2026-05-04T03:12:01Z"));
        (key.NotBefore, key.ExpiresAt, key.ExpiryLimit)
            .Should().Be((TestAccount.Start.AddMinutes(-5), TestAccount.Start.AddMinutes(10), ExpiryLimit.Requested));
    }

    [Test]
    public async Task A_start_in_the_future_is_signed()
    {
        await using TestAccount account = TestAccount.WithKey();

        SignedUrl key = await account.IssueAsync<SignedUrl>(Read(new() { NotBefore = TestAccount.Start.AddMinutes(30) }));

        (SasText.Value(key.Url, "st"), key.Enforced).Should().Be(("2026-05-04T03:32:01Z", ConstraintKinds.NotBefore));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_token_for_an_https_url_never_works_over_http(bool isDemanded)
    {
        await using TestAccount account = TestAccount.WithKey();

        SignedUrl key = await account.IssueAsync<SignedUrl>(Read(new() { HttpsOnly = isDemanded }));

        SasText.Value(key.Url, "spr").Should().Be("https");
        key.Enforced.Should().Be(isDemanded ? ConstraintKinds.HttpsOnly : ConstraintKinds.None);
    }

    [Test]
    public async Task Https_alone_is_refused_at_an_http_endpoint()
    {
        await using TestAccount account = TestAccount.WithKey(options => options.BlobServiceUri = PlainHttp);

        ValetKeyException refusal = await account.RefusalOf(Read(new() { HttpsOnly = true }));

        refusal.Message.Should().Contain("would not enforce HttpsOnly");
        SasText.Parse((await account.IssueAsync<SignedUrl>(Read())).Url).Should().NotContainKey("spr");
    }

    [Test]
    public async Task Blobs_and_queues_may_differ_in_their_scheme()
    {
        await using TestAccount account = TestAccount.WithKey(options => options.BlobServiceUri = PlainHttp);

        SignedUrl key = await account.IssueAsync<SignedUrl>(TestAccount.Ask("queue:jobs", Permissions.Send, new() { HttpsOnly = true }));

        SasText.Value(key.Url, "spr").Should().Be("https");
    }

    [Test]
    public async Task Response_headers_go_with_reading()
    {
        ResponseOverrides response = new()
        {
            CacheControl = "no-store",
            ContentDisposition = "attachment; filename=\"a&b.txt\"",
            ContentEncoding = "gzip",
            ContentLanguage = "de",
            ContentType = "text/x",
        };
        await using TestAccount account = TestAccount.WithKey();

        SignedUrl key = await account.IssueAsync<SignedUrl>(Read(new() { Response = response }));

        Dictionary<string, string> token = SasText.Parse(key.Url);
        (token["rscc"], token["rscd"], token["rsce"], token["rscl"], token["rsct"])
            .Should().Be(("no-store", "attachment; filename=\"a&b.txt\"", "gzip", "de", "text/x"));
        key.Enforced.Should().Be(ConstraintKinds.Response);
    }

    [TestCase(Permissions.Delete)]
    [TestCase(Permissions.Create)]
    public async Task Response_headers_go_with_nothing_else(Permissions permission)
    {
        await using TestAccount account = TestAccount.WithKey();

        ValetKeyException refusal =
            await account.RefusalOf(TestAccount.Ask("object:media/a.txt", permission, new() { Response = new() { ContentType = "a/b" } }));

        refusal.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
    }

    private static KeyRequest Read(KeyConstraints? constraints = null) => TestAccount.Ask("object:media/a.txt", Permissions.Read, constraints);
}
