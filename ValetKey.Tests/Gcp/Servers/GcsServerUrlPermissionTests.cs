using System.Net;
using System.Security.Cryptography;
using ValetKey.Tests.Gcp.Servers.Support;
using ValetKey.Tests.Gcp.Storage.Support;

namespace ValetKey.Tests.Gcp.Servers;

/// <summary>What the suite does not try with a signed URL, and the application's own UrlSigner, whose URLs are those of the account.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class GcsServerUrlPermissionTests : GcsServerTests
{
    private const Permissions Stores = Permissions.Create | Permissions.Write;

    private static readonly Permissions[] Every =
        [Permissions.Read, Permissions.ReadProperties, Permissions.Create, Permissions.Write, Permissions.Delete, Permissions.List];

    private static readonly Permissions[] OnObjects = [.. Every.Except([Permissions.List])];

    private static readonly HttpStatusCode[] Refusals = [HttpStatusCode.Forbidden, HttpStatusCode.BadRequest];

    [TestCaseSource(nameof(Every))]
    public async Task Url_by_a_url_signer_opens_what_it_says(Permissions permission)
    {
        string folder = StoreFor(permission);

        using HttpRequestMessage request = await RequestAsync(IssuerOf(GcsSigner.UrlSigner), permission, folder);
        using HttpResponseMessage response = await Server.Client.SendAsync(request);

        response.IsSuccessStatusCode.Should().BeTrue("it answered {0}", response.StatusCode);
        string body = await response.Content.ReadAsStringAsync();
        ContentOf($"{folder}tenant1/object").Should().Be(permission switch
        {
            Permissions.Delete => null,
            Permissions.Create or Permissions.Write => "uploaded",
            _ => "stored",
        });
        body.Contains("stored", StringComparison.Ordinal).Should().Be(permission == Permissions.Read);
        body.Contains("tenant1/neighbour", StringComparison.Ordinal).Should().Be(permission == Permissions.List);
        body.Should().NotContain("tenant10");
    }

    [Test]
    public async Task Url_for_an_object_does_not_open_its_container(
        [Values] GcsSigner signer, [ValueSource(nameof(OnObjects))] Permissions permission)
    {
        string folder = StoreFor(permission);
        HttpRequestMessage request = await RequestAsync(IssuerOf(signer), permission, folder);
        Uri own = request.RequestUri!;

        request.RequestUri = new Uri($"{own.GetLeftPart(UriPartial.Authority)}{own.Segments[0]}{own.Segments[1]}{own.Query}");

        await ShouldBeRefusedAsync(request, folder);
    }

    [Test]
    public async Task Header_that_is_added_to_a_deletion_is_refused(
        [Values] GcsSigner signer, [Values("x-goog-acl", "x-goog-copy-source", "x-goog-if-generation-match")] string header)
    {
        string folder = StoreFolder();
        HttpRequestMessage request = await RequestAsync(IssuerOf(signer), Permissions.Delete, folder);

        request.Headers.TryAddWithoutValidation(header, "1");

        await ShouldBeRefusedAsync(request, folder);
    }

    [Test]
    public async Task Url_signed_with_another_secret_or_key_is_refused()
    {
        string folder = StoreFolder();
        await using GcsIssuer wrongSecret = GcsIssuer.WithHmac(Server, secret: new string('A', 40));
        using RSA otherKey = RSA.Create(2048);
        await using GcsIssuer wrongKey =
            GcsIssuer.Create(Server, options => options.CredentialJson = TestServiceAccount.JsonWith(otherKey.ExportPkcs8PrivateKeyPem()));

        (await CodeOfAsync(await RequestAsync(wrongSecret.Issuer, Permissions.Read, folder))).Should().Be("SignatureDoesNotMatch");
        (await CodeOfAsync(await RequestAsync(wrongKey.Issuer, Permissions.Read, folder))).Should().Be("SignatureDoesNotMatch");
    }

    [TestCase(GcsSigner.ServiceAccount)]
    [TestCase(GcsSigner.Hmac)]
    [TestCase(GcsSigner.UrlSigner)]
    public async Task Created_object_is_not_overwritten_even_by_the_same_key(GcsSigner signer)
    {
        string name = NewName();
        SignedUrl key = await IssuerOf(signer).IssueUrlAsync(Object(name), Permissions.Create);

        HttpStatusCode first = await SendAsync(key.CreateRequest(Content("first")));
        HttpStatusCode second = await SendAsync(key.CreateRequest(Content("second")));

        first.Should().Be(HttpStatusCode.OK);
        second.Should().Be(HttpStatusCode.PreconditionFailed);
        ContentOf(name).Should().Be("first");
    }

    [Test]
    public async Task Read_url_serves_head_as_Google_says()
    {
        string name = NewName();
        Store(name);
        SignedUrl key = await Issuer.IssueUrlAsync(Object(name), Permissions.Read);

        using HttpResponseMessage response = await Server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, key.Url));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.Should().Be(6);
    }

    [Test]
    public async Task Generation_is_opened_and_no_other()
    {
        string name = NewName();
        long old = Store(name, "old").Generation;
        long current = Store(name, "current").Generation;
        SignedUrl key = await Issuer.IssueUrlAsync(KeyScope.ForObject(Bucket, name, $"{old}"), Permissions.Read);

        (await Server.Client.GetStringAsync(key.Url)).Should().Be("old");
        (await CodeOfAsync(new HttpRequestMessage(HttpMethod.Get, key.Url.Replace($"{old}", $"{current}", StringComparison.Ordinal))))
            .Should().Be("SignatureDoesNotMatch");
        (await CodeOfAsync(new HttpRequestMessage(HttpMethod.Get, key.Url.Replace($"generation={old}&", "", StringComparison.Ordinal))))
            .Should().NotBeEmpty();
    }

    private async Task ShouldBeRefusedAsync(HttpRequestMessage request, string folder)
    {
        string[] before = [.. UnchangedNames(folder)];

        (await SendAsync(request)).Should().BeOneOf(Refusals);
        UnchangedNames(folder).Should().Equal(before);
    }

    private string StoreFor(Permissions permission)
    {
        string folder = StoreFolder();
        if (permission == Permissions.Create)
        {
            Server.Store.Delete(Bucket, $"{folder}tenant1/object", null);
        }

        return folder;
    }

    private async Task<HttpRequestMessage> RequestAsync(IValetKeyIssuer issuer, Permissions permission, string folder)
    {
        KeyScope scope = permission == Permissions.List ? KeyScope.ForPrefix(Bucket, $"{folder}tenant1/") : Object($"{folder}tenant1/object");
        SignedUrl key = await issuer.IssueUrlAsync(scope, permission);
        return key.CreateRequest((permission & Stores) != 0 ? Content("uploaded") : null);
    }
}
