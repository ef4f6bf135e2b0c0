using System.Net;
using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>What a URL cannot carry, the policy of the session that signs it does: client network, https only, a start in the future.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SessionUrlTests : S3ServerTests
{
    private static readonly Permissions[] Every =
        [Permissions.Read, Permissions.ReadProperties, Permissions.Create, Permissions.Write, Permissions.Delete];

    private static readonly KeyConstraints Elsewhere = new() { ClientNetwork = Network("203.0.113.0/24") };

    private IValetKeyIssuer _tls = null!;

    [OneTimeSetUp]
    public void CreateTlsIssuer() => _tls = Keep(GatewayIssuer.WithRole(Gateway, options => options.PublicUrl = Gateway.TlsEndpoint));

    [TestCaseSource(nameof(Every))]
    public async Task Client_in_the_network_is_let_in(Permissions permission)
    {
        string name = await PrepareAsync(permission);
        SignedUrl key = await IssueAsync(name, permission, new() { ClientNetwork = Network("127.0.0.0/8") });

        HttpStatusCode status = await UseAsync(key);

        ((int)status).Should().BeInRange(200, 299);
        key.Enforced.Should().HaveFlag(ConstraintKinds.ClientNetwork);
    }

    [TestCaseSource(nameof(Every))]
    public async Task Client_outside_the_network_is_refused(Permissions permission)
    {
        string name = await PrepareAsync(permission);
        SignedUrl key = await IssueAsync(name, permission, Elsewhere);

        await ShouldBeRefusedAsync(key, name, permission);
    }

    [TestCase("127.0.0.1", "127.0.0.1", true)]
    [TestCase("126.255.255.254", "127.0.0.6", true)]
    [TestCase("0.0.0.0", "255.255.255.255", true)]
    [TestCase("127.0.0.2", "127.255.255.255", false)]
    [TestCase("126.0.0.1", "127.0.0.0", false)]
    [TestCase("::1", "::ffff", false)]
    public async Task Range_of_addresses_is_held_at_its_borders(string first, string last, bool isAllowed)
    {
        ClientNetwork range = ClientNetwork.FromRange(IPAddress.Parse(first), IPAddress.Parse(last));
        SignedUrl key = await IssueAsync(Mine, Permissions.Read, new() { ClientNetwork = range });

        HttpStatusCode status = await UseAsync(key);

        status.Should().Be(isAllowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
    }

    [TestCase("127.0.0.0/8", HttpStatusCode.OK)]
    [TestCase("203.0.113.0/24", HttpStatusCode.Forbidden)]
    public async Task List_is_held_to_the_network(string network, HttpStatusCode expected)
    {
        SignedUrl key = await RoleIssuer.IssueUrlAsync(
            new KeyRequest(KeyScope.ForPrefix(Bucket, "folder/"), Permissions.List) { Constraints = new() { ClientNetwork = Network(network) } });

        (await UseAsync(key)).Should().Be(expected);
    }

    [TestCaseSource(nameof(Every))]
    public async Task Https_only_is_refused_over_http(Permissions permission)
    {
        string name = await PrepareAsync(permission);
        SignedUrl key = await IssueAsync(name, permission, new() { HttpsOnly = true });

        key.Url.Should().StartWith("http://");
        await ShouldBeRefusedAsync(key, name, permission);
    }

    [TestCaseSource(nameof(Every))]
    public async Task Https_only_opens_over_https(Permissions permission)
    {
        string name = await PrepareAsync(permission);
        SignedUrl key = await _tls.IssueUrlAsync(new KeyRequest(Object(name), permission) { Constraints = new() { HttpsOnly = true } });

        ((int)await UseAsync(key)).Should().BeInRange(200, 299);
        key.Enforced.Should().HaveFlag(ConstraintKinds.HttpsOnly);
    }

    [Test]
    public async Task Start_in_the_future_is_waited_for()
    {
        await Task.WhenAll(Every.Select(async permission =>
        {
            string name = await PrepareAsync(permission);
            SignedUrl key = await IssueAsync(name, permission, new() { NotBefore = TimeProvider.System.GetUtcNow().AddSeconds(2) });

            HttpStatusCode before = await UseAsync(key);
            bool wasEarly = TimeProvider.System.GetUtcNow() < key.NotBefore;
            await WaitUntilAsync(key.NotBefore.AddMilliseconds(200));
            HttpStatusCode after = await UseAsync(key);

            before.Should().Be(wasEarly ? HttpStatusCode.Forbidden : before, "{0} was too early", permission);
            ((int)after).Should().BeInRange(200, 299, "{0} has begun", permission);
        }));
    }

    [Test]
    public async Task All_restrictions_hold_together()
    {
        KeyConstraints constraints = new()
        {
            ClientNetwork = Network("127.0.0.0/8"),
            HttpsOnly = true,
            NotBefore = TimeProvider.System.GetUtcNow().AddSeconds(1),
        };
        SignedUrl key = await _tls.IssueUrlAsync(new KeyRequest(Object(Mine), Permissions.Read) { Constraints = constraints });
        SignedUrl elsewhere = await _tls.IssueUrlAsync(
            new KeyRequest(Object(Mine), Permissions.Read) { Constraints = constraints with { ClientNetwork = Elsewhere.ClientNetwork } });

        await WaitUntilAsync(key.NotBefore.AddMilliseconds(200));

        (await UseAsync(key)).Should().Be(HttpStatusCode.OK);
        (await UseAsync(elsewhere)).Should().Be(HttpStatusCode.Forbidden);
    }

    private static ClientNetwork Network(string cidr) => ClientNetwork.FromNetwork(IPNetwork.Parse(cidr));

    private static StringContent? ContentFor(SignedUrl key) => key.Method == HttpMethod.Put ? new StringContent("uploaded") : null;

    private Task<HttpStatusCode> UseAsync(SignedUrl key) => SendAsync(key.CreateRequest(ContentFor(key)));

    private async Task<SignedUrl> IssueAsync(string name, Permissions permission, KeyConstraints constraints) =>
        await RoleIssuer.IssueUrlAsync(new KeyRequest(Object(name), permission) { Constraints = constraints });

    private async Task<string> PrepareAsync(Permissions permission)
    {
        string name = NewName();
        if (permission != Permissions.Create)
        {
            await StoreAsync(name);
        }

        return name;
    }

    private async Task ShouldBeRefusedAsync(SignedUrl key, string name, Permissions permission)
    {
        (await UseAsync(key)).Should().Be(HttpStatusCode.Forbidden);
        (await ContentOfAsync(name)).Should().Be(permission == Permissions.Create ? null : "stored");
    }
}
