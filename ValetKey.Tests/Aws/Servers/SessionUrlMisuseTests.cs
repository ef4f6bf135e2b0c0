using System.Net;
using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>A URL or form whose session is restricted opens nothing else, however it is altered, and copies nothing.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SessionUrlMisuseTests : S3ServerTests
{
    private static readonly KeyConstraints Elsewhere = new() { ClientNetwork = Network("203.0.113.0/24") };

    [TestCase("neighbour")]
    [TestCase("mine?versionId=null&")]
    public async Task Restricted_url_altered_to_another_name_is_refused(string name)
    {
        SignedUrl key = await IssueAsync(Mine, Permissions.Read, new() { ClientNetwork = Network("127.0.0.0/8") });

        string altered = key.Url.Replace("/mine?", name.EndsWith('&') ? $"/{name}" : $"/{name}?", StringComparison.Ordinal);

        altered.Should().NotBe(key.Url);
        (await StatusOfAsync(altered)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Restricted_url_without_its_token_is_refused()
    {
        SignedUrl key = await IssueAsync(Mine, Permissions.Read, new() { ClientNetwork = Network("127.0.0.0/8") });

        (await StatusOfAsync(SignedQueryText.Drop(key.Url, "X-Amz-Security-Token"))).Should().Be(HttpStatusCode.Forbidden);
    }

    [TestCase(Permissions.Write)]
    [TestCase(Permissions.Create)]
    public async Task Restricted_url_does_not_copy_what_its_holder_may_not_read(Permissions permission)
    {
        string name = NewName();
        await StoreAsync(name);
        SignedUrl key = await IssueAsync(name, permission, new() { ClientNetwork = Network("127.0.0.0/8") });
        HttpRequestMessage request = key.CreateRequest(new ByteArrayContent([]));

        request.Headers.Add("x-amz-copy-source", $"/{Bucket}/{Mine}");

        (await SendAsync(request)).Should().Be(HttpStatusCode.Forbidden);
        (await ContentOfAsync(name)).Should().Be("stored");
    }

    [TestCase(Permissions.Write)]
    [TestCase(Permissions.Create)]
    public async Task Restricted_uploads_store_what_is_sent_and_copy_nothing(Permissions permission)
    {
        string name = NewName();
        await using GatewayIssuer restricted = GatewayIssuer.WithRole(Gateway, options => options.RestrictUploads = true);
        SignedUrl key = await restricted.Issuer.IssueUrlAsync(new KeyRequest(Object(name), permission));
        HttpRequestMessage copy = key.CreateRequest(new ByteArrayContent([]));
        copy.Headers.Add("x-amz-copy-source", $"/{Bucket}/{Mine}");

        HttpStatusCode copied = await SendAsync(copy);
        HttpStatusCode stored = await SendAsync(key.CreateRequest(new StringContent("sent")));

        copied.Should().Be(HttpStatusCode.Forbidden);
        stored.Should().Be(HttpStatusCode.OK);
        (await ContentOfAsync(name)).Should().Be("sent");
    }

    [Test]
    public async Task Restricted_form_stores_nothing_from_elsewhere()
    {
        string name = NewName();
        SignedForm form = await RoleIssuer.IssueFormAsync(new KeyRequest(Object(name), Permissions.Write) { Constraints = Elsewhere });

        await SendAsync(new FormPost(form).ToRequest());

        form.Fields.Should().ContainKey("x-amz-security-token");
        (await ContentOfAsync(name)).Should().BeNull();
    }

    private static ClientNetwork Network(string cidr) => ClientNetwork.FromNetwork(IPNetwork.Parse(cidr));

    private async Task<SignedUrl> IssueAsync(string name, Permissions permission, KeyConstraints constraints) =>
        await RoleIssuer.IssueUrlAsync(new KeyRequest(Object(name), permission) { Constraints = constraints });
}
