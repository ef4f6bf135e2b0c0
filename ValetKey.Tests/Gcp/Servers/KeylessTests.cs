using System.Net;
using ValetKey.Tests.Gcp.Servers.Support;

namespace ValetKey.Tests.Gcp.Servers;

/// <summary>Where IAM signs, through Google's own library, the keys are as good; and tokens end when their keys do.</summary>
internal sealed class KeylessTests : GcsServerTests
{
    [TearDown]
    public void SetClock() => Server.Service.ClockOffset = TimeSpan.Zero;

    [Test]
    public async Task Url_and_form_that_IAM_signs_are_accepted_and_their_misuse_is_not()
    {
        await using GcsIssuer issuer = GcsIssuer.Create(Server, options =>
        {
            options.CredentialJson = null;
            options.Credential = ImpersonatedAccount.Create(Server.Endpoint);
        });
        string name = NewName();
        Store(name);

        SignedUrl url = await issuer.Issuer.IssueUrlAsync(Object(name), Permissions.Read);
        SignedForm form = await issuer.Issuer.IssueFormAsync(new KeyRequest(Object(name + "2"), Permissions.Write) { Form = KeyForm.SignedForm });

        (await SendAsync(url.CreateRequest())).Should().Be(HttpStatusCode.OK);
        (await CodeOfAsync(new HttpRequestMessage(HttpMethod.Delete, url.Url))).Should().Be("SignatureDoesNotMatch");
        (await SendAsync(form.CreateRequest(Content("1")))).Should().Be(HttpStatusCode.NoContent);
        ContentOf(name + "2").Should().Be("1");
        Server.Service.Tokens.Signatures.Should().Be(2);
    }

    [Test]
    public async Task Token_ends_when_it_says()
    {
        string folder = StoreFolder();
        await using GcsIssuer issuer = TokenIssuer.Create(Server);
        BearerToken token = await issuer.Issuer.IssueTokenAsync(new KeyRequest(KeyScope.ForPrefix(Bucket, folder), Permissions.Read)
        {
            Form = KeyForm.BearerToken,
            Lifetime = TimeSpan.FromMinutes(5),
        });
        TimeSpan left = token.ExpiresAt - TimeProvider.System.GetUtcNow();

        Server.Service.ClockOffset = left - TimeSpan.FromSeconds(10);
        HttpStatusCode before = await SendAsync(TokenUse.Object(token, HttpMethod.Get, Bucket, folder + "tenant1/object"));
        Server.Service.ClockOffset = left;
        HttpStatusCode after = await SendAsync(TokenUse.Object(token, HttpMethod.Get, Bucket, folder + "tenant1/object"));

        (before, after).Should().Be((HttpStatusCode.OK, HttpStatusCode.Unauthorized));
        left.Should().BeLessThan(TimeSpan.FromMinutes(5));
    }

    [TestCase(8)]
    [TestCase(-8)]
    public async Task Token_is_had_though_the_clocks_differ_and_ends_by_the_services(int minutes)
    {
        Server.Service.ClockOffset = TimeSpan.FromMinutes(minutes);
        string folder = StoreFolder();
        await using GcsIssuer issuer = TokenIssuer.Create(Server);
        KeyRequest request =
            new(KeyScope.ForPrefix(Bucket, folder), Permissions.Read) { Form = KeyForm.BearerToken, Lifetime = TimeSpan.FromMinutes(20) };

        await issuer.Issuer.IssueTokenAsync(request); // Its answers tell the time.
        BearerToken token = await issuer.Issuer.IssueTokenAsync(request with { Lifetime = TimeSpan.FromMinutes(21) });

        token.ExpiresAt.Should().BeCloseTo(Server.Service.Now.AddMinutes(21), TimeSpan.FromSeconds(20));
        (await SendAsync(TokenUse.Object(token, HttpMethod.Get, Bucket, folder + "tenant1/object"))).Should().Be(HttpStatusCode.OK);
    }
}
