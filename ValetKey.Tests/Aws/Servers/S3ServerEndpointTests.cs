using System.Net;
using ValetKey.Aws;
using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>Keys are signed for the host that the client speaks to, and for no other.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class S3ServerEndpointTests : S3ServerTests
{
    private static readonly Permissions[] Every = [Permissions.Read, Permissions.ReadProperties, Permissions.Write, Permissions.Delete];

    [TestCaseSource(nameof(Every))]
    public async Task Virtual_host_style_works(Permissions permission) =>
        await ShouldOpenAsync(options => options.ServiceUrl = Gateway.VirtualHostEndpoint, permission, $"http://{Bucket}.s3.localhost:");

    [TestCaseSource(nameof(Every))]
    public async Task Path_style_works_below_a_name(Permissions permission) => await ShouldOpenAsync(
        options =>
        {
            options.ServiceUrl = Gateway.VirtualHostEndpoint;
            options.AddressingStyle = S3AddressingStyle.Path;
        },
        permission,
        $"{Gateway.VirtualHostEndpoint}{Bucket}/");

    [TestCaseSource(nameof(Every))]
    public async Task Tls_works(Permissions permission) =>
        await ShouldOpenAsync(options => options.ServiceUrl = Gateway.TlsEndpoint, permission, $"{Gateway.TlsEndpoint}{Bucket}/");

    [TestCaseSource(nameof(Every))]
    public async Task Public_url_is_where_clients_go(Permissions permission) =>
        await ShouldOpenAsync(options => options.PublicUrl = Gateway.TlsEndpoint, permission, $"{Gateway.TlsEndpoint}{Bucket}/");

    [Test]
    public async Task Container_name_is_mapped_to_its_bucket()
    {
        IValetKeyIssuer issuer = Keep(GatewayIssuer.Create(Gateway, options => options.ContainerNames["profiles"] = Bucket));

        SignedUrl key = await issuer.IssueUrlAsync(KeyScope.ForObject("profiles", Mine), Permissions.Read);

        (await Gateway.Client.GetStringAsync(key.ToUri())).Should().Be("mine");
    }

    [Test]
    public async Task Key_for_one_host_does_not_open_another()
    {
        SignedUrl key = await Issuer.IssueUrlAsync(Object(Mine), Permissions.Read);

        string elsewhere = key.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

        (await StatusOfAsync(elsewhere)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Key_for_one_bucket_in_the_host_does_not_open_another()
    {
        IValetKeyIssuer issuer = Create(options => options.ServiceUrl = Gateway.VirtualHostEndpoint);
        SignedUrl key = await issuer.IssueUrlAsync(Object(Mine), Permissions.Read);
        string other = await Gateway.CreateBucketAsync();

        (await StatusOfAsync(key.Url.Replace(Bucket, other, StringComparison.Ordinal))).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Form_is_posted_to_the_bucket_in_the_host()
    {
        string name = NewName();
        IValetKeyIssuer issuer = Create(options => options.ServiceUrl = Gateway.VirtualHostEndpoint);

        SignedForm form = await issuer.IssueFormAsync(new KeyRequest(Object(name), Permissions.Write));

        (await SendAsync(form.CreateRequest(new StringContent("posted")))).Should().Be(HttpStatusCode.NoContent);
        (await ContentOfAsync(name)).Should().Be("posted");
    }

    [Test]
    public async Task Plain_http_to_a_name_is_not_handed_out()
    {
        IValetKeyIssuer issuer = Keep(GatewayIssuer.Create(Gateway, options => options.ServiceUrl = Gateway.VirtualHostEndpoint));

        Func<Task> issue = () => issuer.IssueUrlAsync(Object(Mine), Permissions.Read).AsTask();

        await issue.Should().ThrowAsync<ValetKeyException>();
    }

    private IValetKeyIssuer Create(Action<AmazonS3Options> configure) =>
        Keep(GatewayIssuer.Create(Gateway, configure, rules => rules.RequireHttps = false));

    private async Task ShouldOpenAsync(Action<AmazonS3Options> configure, Permissions permission, string start)
    {
        string name = NewName("an odd+name");
        await StoreAsync(name);
        IValetKeyIssuer issuer = Create(configure);
        SignedUrl key = await issuer.IssueUrlAsync(Object(name), permission);

        HttpStatusCode opened = await SendAsync(key.CreateRequest(permission == Permissions.Write ? new StringContent("written") : null));
        HttpStatusCode altered = await SendAsync(new HttpRequestMessage(key.Method, SignedQueryText.AlterSignature(key.Url)));

        key.Url.Should().StartWith(start);
        ((int)opened).Should().BeInRange(200, 299);
        altered.Should().Be(HttpStatusCode.Forbidden);
        (await ContentOfAsync(name)).Should().Be(permission switch
        {
            Permissions.Write => "written",
            Permissions.Delete => null,
            _ => "stored",
        });
    }
}
