using System.Net;
using ValetKey.Tests.Azure.Servers.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>A key for https is refused over http. To a machine of one's own, http may be all there is.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class ProtocolTests : AzureServerTests
{
    private static readonly KeyConstraints HttpsOnly = new() { HttpsOnly = true };

    [TestCase(false)]
    [TestCase(true)]
    public async Task Blob_key_for_https_is_refused_over_http(bool isSaid)
    {
        SignedUrl key = await HttpsIssuer().IssueUrlAsync(
            new KeyRequest(Blob(Mine), Permissions.Read) { Constraints = isSaid ? HttpsOnly : KeyConstraints.None });

        string url = OverHttp(key.Url);

        SasMisuse.ValueOf(key, "spr").Should().Be("https");
        (await StatusOfAsync(url)).Should().Be(Refused);
        (await StatusOfAsync(SasMisuse.Alter(url, "spr"))).Should().Be(Refused);
        (await StatusOfAsync(SasMisuse.Drop(url, "spr"))).Should().Be(Refused);
    }

    [Test]
    public async Task Container_key_for_https_is_refused_over_http()
    {
        const Permissions Some = Permissions.Read | Permissions.Write | Permissions.List;
        SignedQuery key = await HttpsIssuer().IssueQueryAsync(new KeyRequest(WholeContainer, Some) { Constraints = HttpsOnly });

        (await StatusOfAsync(OverHttp($"{key.BaseUrl}/{Mine}?{key.Query}"))).Should().Be(Refused);
        (await StatusOfAsync(OverHttp($"{key.BaseUrl}?{key.Query}&restype=container&comp=list"))).Should().Be(Refused);
        (await PutToAsync(OverHttp($"{key.BaseUrl}/{Mine}?{key.Query}"), "other")).Should().Be(Refused);
        (await ContentOfAsync(Mine)).Should().Be("mine");
    }

    [Test]
    public async Task Queue_key_for_https_is_refused_over_http()
    {
        SignedUrl key = await HttpsIssuer().IssueUrlAsync(
            new KeyRequest(KeyScope.ForQueue(Queue), Permissions.Peek) { Constraints = HttpsOnly });

        string url = OverHttp(key.Url);

        (await StatusOfAsync(url)).Should().Be(Refused);
        (await StatusOfAsync(SasMisuse.Alter(url, "spr"))).Should().Be(Refused);
        (await StatusOfAsync(SasMisuse.Drop(url, "spr"))).Should().Be(Refused);
    }

    [Test]
    public async Task Keys_for_an_http_address_open_over_http()
    {
        IValetKeyIssuer issuer = IssuerOf(Signature.FirstKey);
        SignedUrl read = await issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);
        SignedUrl peek = await issuer.IssueUrlAsync(KeyScope.ForQueue(Queue), Permissions.Peek);

        SasMisuse.ParametersOf(read).Should().NotContain("spr");
        (await TextAsync(read.CreateRequest())).Should().Be("mine");
        (await SendAsync(peek.CreateRequest())).Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Https_is_not_promised_for_an_http_address([Values] bool isQueue)
    {
        KeyRequest request = new(isQueue ? KeyScope.ForQueue(Queue) : Blob(Mine), isQueue ? Permissions.Peek : Permissions.Read)
        {
            Constraints = HttpsOnly,
        };

        Func<Task> issuing = async () => await IssuerOf(Signature.FirstKey).IssueAsync(request);

        (await issuing.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }

    [Test]
    public async Task Http_address_of_another_machine_is_not_handed_out()
    {
        IValetKeyIssuer issuer = Keep(AzuriteIssuer.Create(
            Azurite, Signature.FirstKey, options => options.PublicBlobUri = new Uri("http://storage.example.com"))).Issuer;

        Func<Task> issuing = async () => await issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);

        (await issuing.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.Denied);
    }

    protected override Task<Azurite> StartAsync() => Azurite.RequirePlainAsync();

    private static string OverHttp(string url) => url.Replace("https://", "http://", StringComparison.Ordinal);

    /// <summary>Clients are told https addresses, as before a proxy that ends it.</summary>
    private IValetKeyIssuer HttpsIssuer() => Keep(AzuriteIssuer.Create(Azurite, Signature.FirstKey, options =>
    {
        options.PublicBlobUri = new Uri(Azurite.BlobUrl.AbsoluteUri.Replace("http://", "https://", StringComparison.Ordinal));
        options.PublicQueueUri = new Uri(Azurite.QueueUrl.AbsoluteUri.Replace("http://", "https://", StringComparison.Ordinal));
    })).Issuer;
}
