using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Issuing;

public sealed class RequireHttpsTests
{
    private static readonly Func<KeyGrant, string, IssuedKey>[] Makers =
        [TestKeys.Url, TestKeys.Form, TestKeys.Query, TestKeys.Cookies, TestKeys.Credentials, TestKeys.Token];

    [TestCase("https://storage.example", true)]
    [TestCase("HTTPS://storage.example", true)]
    [TestCase("https://127.0.0.1", true)]
    [TestCase("http://127.0.0.1", true)]
    [TestCase("http://127.0.0.1:9000", true)]
    [TestCase("http://127.0.0.2:9000", true)]
    [TestCase("http://localhost", true)]
    [TestCase("http://localhost:8080", true)]
    [TestCase("HTTP://LocalHost:8080", true)]
    [TestCase("http://[::1]", true)]
    [TestCase("http://[::1]:9000", true)]
    [TestCase("http://storage.example", false)]
    [TestCase("HTTP://storage.example", false)]
    [TestCase("http://localhost@evil.com", false)]
    [TestCase("http://localhost:80@evil.com", false)]
    [TestCase("http://127.0.0.1:80@evil.com", false)]
    [TestCase("http://localhost%40evil.com", false)]
    [TestCase("http://127.0.0.1.evil.com", false)]
    [TestCase("http://localhost.evil.com", false)]
    [TestCase("http://evil.com/127.0.0.1", false)]
    [TestCase("http://evil.com?localhost", false)]
    [TestCase("http://evil.com#@localhost", false)]
    [TestCase("http://evil.com\\@localhost", false)]
    [TestCase("http://evil.com\\localhost", false)]
    [TestCase("http://[::2]", false)]
    [TestCase("http://[::ffff:8.8.8.8]", false)]
    [TestCase("http://0.0.0.0", false)]
    [TestCase("http://10.0.0.1", false)]
    [TestCase("http://169.254.169.254", false)]
    [TestCase("http://loopback", false)]
    [TestCase("http://", false)]
    [TestCase("http:/localhost", false)]
    [TestCase("ftp://localhost", false)]
    [TestCase("//localhost", false)]
    [TestCase(" https://storage.example", false)]
    [TestCase("localhost", false)]
    public async Task Only_https_and_this_machine_pass_in_every_kind_of_key(string host, bool passes)
    {
        using TestIssuer issuer = new(TestCapabilities.EveryForm());

        for (int i = 0; i < Makers.Length; i++)
        {
            issuer.Signer.Make = (grant, _) => ValueTask.FromResult(Makers[i](grant, host));
            KeyRequest request = Requests.Read() with { Form = (KeyForm)i };
            if (passes)
            {
                (await issuer.IssueAsync(request)).Form.Should().Be((KeyForm)i);
                continue;
            }

            ValetKeyException refusal = await issuer.RefusalOf(request);
            refusal.Reason.Should().Be(ValetKeyErrorReason.Denied);
            refusal.Message.Should().Be("The key's URL is plain http to another machine, and RequireHttps is set. Serve the storage over https.");
        }
    }

    [Test]
    public async Task Plain_http_passes_when_https_is_not_required()
    {
        using TestIssuer issuer = new(options: o => o.RequireHttps = false);
        issuer.Signer.Make = (grant, _) => ValueTask.FromResult<IssuedKey>(TestKeys.Url(grant, "http://storage.example"));

        (await issuer.IssueAsync(Requests.Read())).Should().BeOfType<SignedUrl>();
    }

    [Test]
    public async Task Credentials_without_a_URL_pass()
    {
        using TestIssuer issuer = new(TestCapabilities.Everything(KeyForm.TemporaryCredentials));
        issuer.Signer.Make = (grant, _) => ValueTask.FromResult<IssuedKey>(new TemporaryCredentials(grant, "a", "b", "c"));

        (await issuer.IssueAsync(Requests.Read())).Should().BeOfType<TemporaryCredentials>();
    }
}
