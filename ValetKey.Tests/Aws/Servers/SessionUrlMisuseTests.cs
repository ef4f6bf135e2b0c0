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
