using System.Net;
using ValetKey.Tests.Azure.Servers.Support;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>A parameter of a token that gets another value with a meaning, or comes on top, opens nothing.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AzureServerTokenTests : AzureServerTests
{
    private static readonly KeyConstraints Overrides = new()
    {
        Response = new ResponseOverrides
        {
            CacheControl = "no-store",
            ContentDisposition = "attachment; filename=\"a b.txt\"",
            ContentEncoding = "identity",
            ContentLanguage = "en",
            ContentType = "text/plain",
        },
    };

    /// <summary>What the suite does not set, or alters to nothing that has a meaning.</summary>
    private static readonly string[] Altered = ["sv", "sr", "rsce", "rscl"];

    private static readonly string[] Common = ["sv", "spr", "st", "se", "sr", "sp", "rscc", "rscd", "rsce", "rscl", "rsct", "sig"];

    private static readonly string[] OfDelegation = [.. Common, "skoid", "sktid", "skt", "ske", "sks", "skv"];

    private static readonly string[] Additions =
        ["sip=127.0.0.1", "rscc=a", "rscd=a", "rsce=a", "rscl=a", "rsct=text%2Fhtml", "si=policy", "sp=racwdl", "sr=c"];

    [OneTimeSetUp]
    public Task StoreAsync() => StoreAsync("object");

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Token_has_these_parameters_and_no_others(Signature signature)
    {
        SignedUrl key = await IssueAsync(signature);

        SasMisuse.ParametersOf(key).Should().BeEquivalentTo(signature.Kind == Signature.Kinds.Delegation ? OfDelegation : Common);
        (await SendAsync(key.CreateRequest())).Should().Be(HttpStatusCode.OK);
    }

    [TestCaseSource(nameof(Parameters))]
    public async Task Altered_parameter_is_refused(Signature signature, string parameter)
    {
        SignedUrl key = await IssueAsync(signature);

        (await StatusOfAsync(SasMisuse.Alter(key.Url, parameter))).Should().Be(Refused);
    }

    [Test]
    public async Task Dropped_parameter_is_refused(
        [ValueSource(typeof(Signature), nameof(Signature.Both))] Signature signature, [Values("rsce", "rscl")] string parameter)
    {
        SignedUrl key = await IssueAsync(signature);

        ((int)await StatusOfAsync(SasMisuse.Drop(key.Url, parameter))).Should().BeInRange(400, 499);
    }

    [TestCaseSource(nameof(Added))]
    public async Task Added_parameter_is_refused(Signature signature, string parameter)
    {
        SignedUrl key = await IssuerOf(signature).IssueUrlAsync(Blob("object"), Permissions.Read);

        (await StatusOfAsync($"{key.Url}&{parameter}")).Should().Be(Refused);
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Query_altered_to_open_a_container_is_refused(Signature signature)
    {
        const Permissions All = Permissions.Read | Permissions.Delete;
        SignedQuery key = await IssuerOf(signature).IssueQueryAsync(new KeyRequest(Blob("object"), All));

        string url = $"{Blobs.Uri.AbsoluteUri}?{key.Query}&restype=container&comp=list";

        (await StatusOfAsync(url)).Should().Be(Refused);
        (await StatusOfAsync(SasMisuse.Alter(SasMisuse.Alter(url, "sr"), "sp"))).Should().Be(Refused);
    }

    /// <summary>Azurite lets every address in. That the address is part of the signature it does check.</summary>
    [TestCase("127.0.0.1", "sip=127.0.0.1&")]
    [TestCase("127.0.0.0/8", "sip=127.0.0.0-127.255.255.255&")]
    [TestCase("2.2.2.2", "sip=2.2.2.2&")]
    public async Task Client_network_is_signed(string network, string expected)
    {
        KeyConstraints constraints = new()
        {
            ClientNetwork = network.Contains('/', StringComparison.Ordinal)
                ? ClientNetwork.FromNetwork(IPNetwork.Parse(network))
                : ClientNetwork.FromAddress(IPAddress.Parse(network)),
        };

        SignedUrl key = await IssuerOf(Signature.FirstKey).IssueUrlAsync(
            new KeyRequest(Blob("object"), Permissions.Read) { Constraints = constraints });

        key.Url.Should().Contain(expected);
        (await StatusOfAsync(key.Url)).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(SasMisuse.Alter(key.Url, "sip"))).Should().Be(Refused);
        (await StatusOfAsync(SasMisuse.Drop(key.Url, "sip"))).Should().Be(Refused);
    }

    [Test]
    public async Task Token_says_the_times_of_its_key([Values] bool isDelegated)
    {
        SignedUrl key = await IssueAsync(isDelegated ? Signature.Delegation : Signature.FirstKey);

        SasMisuse.ValueOf(key, "st").Should().Be($"{key.NotBefore:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        SasMisuse.ValueOf(key, "se").Should().Be($"{key.ExpiresAt:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        key.ExpiryLimit.Should().Be(ExpiryLimit.Requested);
    }

    [Test]
    public async Task Key_of_a_stranger_is_refused()
    {
        AzuriteIssuer stranger = Keep(AzuriteIssuer.Create(Azurite, options => options.AccountKey = Tests.Servers.AzuriteAccount.CreateKey()));
        SignedUrl key = await stranger.Issuer.IssueUrlAsync(Blob("object"), Permissions.Read);

        (await StatusOfAsync(key.Url)).Should().Be(Refused);
    }

    private static IEnumerable<TestCaseData> Parameters() =>
        from signature in Signature.Both
        from parameter in signature.Kind == Signature.Kinds.Delegation ? [.. Altered, "sks", "skv"] : Altered
        select new TestCaseData(signature, parameter);

    private static IEnumerable<TestCaseData> Added() =>
        from signature in Signature.Both
        from parameter in Additions
        select new TestCaseData(signature, parameter);

    private ValueTask<SignedUrl> IssueAsync(Signature signature) =>
        IssuerOf(signature).IssueUrlAsync(new KeyRequest(Blob("object"), Permissions.Read) { Constraints = Overrides });
}
