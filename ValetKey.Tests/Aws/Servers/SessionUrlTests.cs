using System.Net;
using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>What a URL cannot carry, the policy of the session that signs it does: borders of a network, and all restrictions together.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SessionUrlTests : S3ServerTests
{
    [TestCase("127.0.0.1", "127.0.0.1", true)]
    [TestCase("126.255.255.254", "127.0.0.6", true)]
    [TestCase("0.0.0.0", "255.255.255.255", true)]
    [TestCase("127.0.0.2", "127.255.255.255", false)]
    [TestCase("126.0.0.1", "127.0.0.0", false)]
    [TestCase("::1", "::ffff", false)]
    public async Task Range_of_addresses_is_held_at_its_borders(string first, string last, bool isAllowed)
    {
        ClientNetwork range = ClientNetwork.FromRange(IPAddress.Parse(first), IPAddress.Parse(last));
        SignedUrl key = await RoleIssuer.IssueUrlAsync(
            new KeyRequest(Object(Mine), Permissions.Read) { Constraints = new() { ClientNetwork = range } });

        HttpStatusCode status = await SendAsync(key.CreateRequest());

        status.Should().Be(isAllowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task All_restrictions_hold_together()
    {
        IValetKeyIssuer tls = Keep(GatewayIssuer.WithRole(Gateway, options => options.PublicUrl = Gateway.TlsEndpoint));
        KeyConstraints constraints = new()
        {
            ClientNetwork = Network("127.0.0.0/8"),
            HttpsOnly = true,
            NotBefore = TimeProvider.System.GetUtcNow().AddSeconds(1),
        };
        SignedUrl key = await tls.IssueUrlAsync(new KeyRequest(Object(Mine), Permissions.Read) { Constraints = constraints });
        SignedUrl elsewhere = await tls.IssueUrlAsync(
            new KeyRequest(Object(Mine), Permissions.Read) { Constraints = constraints with { ClientNetwork = Network("203.0.113.0/24") } });

        await WaitUntilAsync(key.NotBefore.AddMilliseconds(200));

        (await SendAsync(key.CreateRequest())).Should().Be(HttpStatusCode.OK);
        (await SendAsync(elsewhere.CreateRequest())).Should().Be(HttpStatusCode.Forbidden);
    }

    private static ClientNetwork Network(string cidr) => ClientNetwork.FromNetwork(IPNetwork.Parse(cidr));
}
