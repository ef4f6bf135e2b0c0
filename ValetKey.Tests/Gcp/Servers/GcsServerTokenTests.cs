using System.Net;
using ValetKey.Tests.Gcp.Servers.Support;

namespace ValetKey.Tests.Gcp.Servers;

/// <summary>A downscoped token of several permissions opens what its key says, through the whole exchange, and its neighbours stay shut.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class GcsServerTokenTests : GcsServerTests
{
    private const Permissions Edit = Permissions.Write | Permissions.Delete;

    private static readonly Permissions[] Combinations =
    [
        Permissions.Read | Permissions.ReadProperties,
        Edit,
        Permissions.Read | Permissions.List,
        Permissions.Read | Permissions.Create,
        Permissions.Create | Permissions.List,
        Permissions.Read | Permissions.Create | Permissions.List,
        Edit | Permissions.Create,
        Edit | Permissions.List,
        Edit | Permissions.Read | Permissions.ReadProperties | Permissions.List,
    ];

    private GcsIssuer _issuer = null!;

    private static IEnumerable<object[]> Uses =>
        from permissions in Combinations
        from kind in new[] { ResourceKinds.Prefix, ResourceKinds.Container }
        from use in TokenUse.All
        select new object[] { permissions, kind, use };

    [OneTimeSetUp]
    public void CreateIssuer() => _issuer = TokenIssuer.Create(Server);

    [OneTimeTearDown]
    public ValueTask DisposeIssuerAsync() => _issuer.DisposeAsync();

    [TestCaseSource(nameof(Uses))]
    public async Task Token_does_what_its_key_permits_and_nothing_else(Permissions permissions, ResourceKinds kind, TokenUse use)
    {
        // A bucket of its own, so that a key for a container can list the whole of it.
        string bucket = Server.CreateBucket();
        string other = Server.CreateBucket();
        foreach (string name in new[] { "tenant1/object", "tenant1/neighbour", "tenant10/object" })
        {
            Server.Store.Put(bucket, name, [1], new Dictionary<string, string> { ["content-type"] = "text/plain" });
            Server.Store.Put(other, name, [1], new Dictionary<string, string> { ["content-type"] = "text/plain" });
        }

        KeyScope scope = kind == ResourceKinds.Prefix ? KeyScope.ForPrefix(bucket, "tenant1/") : KeyScope.ForContainer(bucket);
        BearerToken token = await _issuer.Issuer.IssueTokenAsync(new KeyRequest(scope, permissions) { Form = KeyForm.BearerToken });

        HttpStatusCode status = await SendAsync(use.Request(token, bucket, other));

        bool isAllowed = use.IsAllowed(kind, permissions);
        ((int)status < 300).Should().Be(isAllowed, "it answered {0}", status);
        if (!isAllowed)
        {
            status.Should().Be(HttpStatusCode.Forbidden);
            Server.Store.List(bucket, "").Should().Equal("tenant1/neighbour", "tenant1/object", "tenant10/object");
            Server.Store.Find(bucket, "tenant1/object")!.Content.Should().Equal(1);
        }
    }

    [TestCase("it's/")]
    [TestCase("back'||true||'/")]
    [TestCase("quote\"s/")]
    [TestCase("käse/日本語/🗝️/")]
    [TestCase("a b+c&d/")]
    public async Task Prefix_with_an_odd_name_is_opened_and_its_neighbour_not(string prefix)
    {
        string own = NewName(prefix);
        string sibling = own[..^1] + "0/";
        Store(own + "object");
        Store(sibling + "object");
        BearerToken token = await _issuer.Issuer.IssueTokenAsync(
            new KeyRequest(KeyScope.ForPrefix(Bucket, own), Permissions.Read | Permissions.List) { Form = KeyForm.BearerToken });

        HttpStatusCode read = await SendAsync(TokenUse.Object(token, HttpMethod.Get, Bucket, own + "object"));
        HttpStatusCode list = await SendAsync(TokenUse.List(token, Bucket, own));
        HttpStatusCode readSibling = await SendAsync(TokenUse.Object(token, HttpMethod.Get, Bucket, sibling + "object"));
        HttpStatusCode listSibling = await SendAsync(TokenUse.List(token, Bucket, sibling));
        HttpStatusCode listShorter = await SendAsync(TokenUse.List(token, Bucket, own[..^1]));

        (read, list).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK));
        (readSibling, listSibling, listShorter).Should().Be((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Downscoped_token_is_not_exchanged_for_a_wider_one()
    {
        BearerToken token =
            await _issuer.Issuer.IssueTokenAsync(new KeyRequest(KeyScope.ForPrefix(Bucket, "a/"), Permissions.Read) { Form = KeyForm.BearerToken });
        const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";
        using FormUrlEncodedContent wider = new(new Dictionary<string, string>
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
            ["subject_token_type"] = AccessToken,
            ["requested_token_type"] = AccessToken,
            ["subject_token"] = token.Token,
            ["options"] = $$$"""
                {"accessBoundary":{"accessBoundaryRules":[{"availableResource":"//storage.googleapis.com/projects/_/buckets/{{{Bucket}}}",
                "availablePermissions":["inRole:roles/storage.objectAdmin"]}]}}
                """,
        });

        using HttpResponseMessage response = await Server.Client.PostAsync(new Uri(Server.Endpoint, "v1/token"), wider);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }
}
