using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NginxSecureLink;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Samples;

/// <summary>The sample for nginx's secure links, at a real nginx with the sample's configuration.</summary>
internal sealed class NginxProviderTests
{
    private const string Mine = "folder/mine";
    private const string Neighbour = "folder/neighbour";

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly string _container = NginxServer.CreateContainer();
    private NginxServer _nginx = null!;
    private ServiceProvider _services = null!;

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        _nginx = await NginxServer.RequireAsync();
        await _nginx.PutAsync(_container, Mine, "mine"u8.ToArray());
        await _nginx.PutAsync(_container, Neighbour, "neighbour"u8.ToArray());
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(_clock)
            .AddValetKey()
            .AddSecureLink("files", options => (options.Endpoint, options.Secret) = (_nginx.Endpoint, _nginx.Secret))
            .Services.BuildServiceProvider();
    }

    [SetUp]
    public void SetClock() => _clock.AdjustTime(TimeProvider.System.GetUtcNow());

    [OneTimeTearDown]
    public async Task CleanUpAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    [Test]
    public async Task Console_reads_and_shows_what_is_refused()
    {
        ChildProcess run = await ChildProcess.RunAsync(
            ChildProcess.Dotnet,
            [ChildProcess.PathTo("samples/NginxProvider", "NginxSecureLink"), _container, Mine],
            new Dictionary<string, string> { ["NGINX_ENDPOINT"] = _nginx.Endpoint.AbsoluteUri, ["NGINX_SECURE_LINK_SECRET"] = _nginx.Secret });

        run.ExitCode.Should().Be(0, run.Output);
        run.Output.Should().Contain("download: 200 OK")
            .And.ContainAll("Write", "ReadProperties", "Prefix", "ClientNetwork", "SingleUse", "Response", "NotBefore");
        run.Output.Should().NotContain(_nginx.Secret).And.NotContain("signature=").And.NotContain("NOT");
    }

    [TestCase(Mine)]
    [TestCase("ä ö/ü+%~ 🗝")]
    [TestCase("%2F&?#='\"$;")]
    public async Task Key_opens_its_object(string name)
    {
        await _nginx.PutAsync(_container, name, "content"u8.ToArray());

        SignedUrl key = await SignAsync(name);

        (await _nginx.Client.GetByteArrayAsync(key.ToUri())).Should().Equal("content"u8.ToArray());
        (await SendAsync(HttpMethod.Head, key.Url)).Should().Be(HttpStatusCode.OK, "nginx answers HEAD where it answers GET");
    }

    [TestCase("a//b")]
    [TestCase("folder/")]
    public async Task Name_that_nginx_takes_for_another_is_refused(string name)
    {
        Func<Task> sign = () => SignAsync(name);

        (await sign.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }

    [TestCase(Mine, Neighbour)]
    [TestCase(Mine, "folder")]
    [TestCase(Mine, "folder/mine/")]
    [TestCase("?expires=1", "?expires=2")]
    [TestCase("?expires=", "?expire=")]
    [TestCase("&signature=", "&signature=A")]
    [TestCase("&signature=", "&signatur=")]
    public async Task Altered_url_opens_nothing(string part, string other)
    {
        SignedUrl key = await SignAsync(Mine);
        string altered = key.Url.Replace(part, other, StringComparison.Ordinal);

        altered.Should().NotBe(key.Url);
        (await SendAsync(HttpMethod.Get, altered)).Should().Be(HttpStatusCode.Forbidden);
    }

    // Of the last character nginx reads two bits of six.
    [Test]
    public async Task Each_character_of_the_signature_counts([Range(0, 20, 4)] int index)
    {
        SignedUrl key = await SignAsync(Mine);
        int place = key.Url.IndexOf("signature=", StringComparison.Ordinal) + "signature=".Length + index;
        string altered = key.Url[..place] + (key.Url[place] == 'A' ? 'B' : 'A') + key.Url[(place + 1)..];

        (await SendAsync(HttpMethod.Get, altered)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Other_container_stays_shut()
    {
        string other = NginxServer.CreateContainer();
        await _nginx.PutAsync(other, Mine, "other"u8.ToArray());
        SignedUrl key = await SignAsync(Mine);

        (await SendAsync(HttpMethod.Get, key.Url.Replace(_container, other, StringComparison.Ordinal))).Should().Be(HttpStatusCode.Forbidden);
    }

    [TestCase("PUT")]
    [TestCase("POST")]
    [TestCase("DELETE")]
    [TestCase("OPTIONS")]
    public async Task Key_to_read_is_for_nothing_else(string method)
    {
        SignedUrl key = await SignAsync(Mine);

        (await SendAsync(new HttpMethod(method), key.Url)).Should().Be(HttpStatusCode.Forbidden);
        (await _nginx.FindAsync(_container, Mine)).Should().NotBeNull();
    }

    [Test]
    public async Task Key_does_not_open_in_the_second_in_which_it_ends()
    {
        _clock.AdjustTime(TimeProvider.System.GetUtcNow().AddMinutes(-15));
        SignedUrl key = await SignAsync(Mine);

        key.ExpiresAt.Should().BeOnOrBefore(TimeProvider.System.GetUtcNow());
        (await SendAsync(HttpMethod.Get, key.Url)).Should().Be(HttpStatusCode.Gone);
    }

    [TestCase("short")]
    [TestCase("0123456789012345678901234567890$")]
    public void Secret_that_nginx_could_misread_is_a_fault(string secret)
    {
        using ServiceProvider services = new ServiceCollection().AddValetKey()
            .AddSecureLink("files", options => (options.Endpoint, options.Secret) = (_nginx.Endpoint, secret)).Services.BuildServiceProvider();

        Action read = () => services.GetRequiredService<IOptionsMonitor<SecureLinkOptions>>().Get("files");

        read.Should().Throw<OptionsValidationException>().Which.Failures.Should().ContainSingle()
            .Which.Should().Contain("Secret").And.NotContain(secret);
    }

    private async Task<SignedUrl> SignAsync(string name) =>
        await _services.GetRequiredService<IValetKeyIssuer>().IssueUrlAsync(KeyScope.ForObject(_container, name), Permissions.Read);

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string url)
    {
        using HttpRequestMessage request = new(method, url);
        using HttpResponseMessage response = await _nginx.Client.SendAsync(request);
        return response.StatusCode;
    }
}
