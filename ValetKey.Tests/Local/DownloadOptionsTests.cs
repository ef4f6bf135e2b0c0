using Microsoft.Extensions.Options;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>What an application may decide about downloads.</summary>
public sealed class DownloadOptionsTests
{
    private const string OwnDomain = "usercontent.example";

    [Test]
    public void The_defaults_are_the_safe_ones()
    {
        LocalDownloadOptions options = new LocalStorageOptions().Downloads;

        options.ContentSecurityPolicy.Should().Be("default-src 'none'; sandbox");
        options.Disposition.Should().Be(DownloadDisposition.AttachUnlessPassive);
        options.Embedding.Should().BeNull();
        options.OwnDomain.Should().BeNull();
        new LocalStorageHostOptions().Downloads.Should().BeEquivalentTo(options);
    }

    [TestCase("usercontent.example")]
    [TestCase("USERCONTENT.example")]
    public async Task A_domain_of_its_own_shows_what_was_stored(string host)
    {
        Answer answer = await DownloadAsync(options => options.Downloads.OwnDomain = new Uri($"https://{OwnDomain}"), host);

        answer.Header("Content-Disposition").Should().Be("inline; filename=a.html");
        answer.Headers.Should().NotContainKey("Content-Security-Policy");
        answer.Header("Cross-Origin-Resource-Policy").Should().Be("cross-origin");
        answer.Header("X-Content-Type-Options").Should().Be("nosniff");
    }

    [TestCase("app.example")]
    [TestCase("usercontent.example:8443")]
    [TestCase("usercontent.example.")]
    [TestCase("x.usercontent.example")]
    [TestCase(null)]
    public async Task A_domain_of_its_own_opens_no_other(string? host)
    {
        Answer answer = await DownloadAsync(options => options.Downloads.OwnDomain = new Uri($"https://{OwnDomain}"), host);

        answer.Header("Content-Disposition").Should().Be("attachment; filename=a.html");
        answer.Header("Content-Security-Policy").Should().Be("default-src 'none'; sandbox");
        answer.Header("Cross-Origin-Resource-Policy").Should().Be("same-site");
    }

    [Test]
    public async Task A_domain_in_other_scripts_is_known_as_browsers_write_it()
    {
        Answer answer = await DownloadAsync(
            options => options.Downloads.OwnDomain = new Uri("https://bücher.example:8443"), "xn--bcher-kva.example:8443");

        answer.Headers.Should().NotContainKey("Content-Security-Policy");
    }

    [TestCase(DownloadDisposition.AttachUnlessPassive, "text/html", "attachment; filename=a.html")]
    [TestCase(DownloadDisposition.AttachUnlessPassive, "image/png", "inline; filename=a.html")]
    [TestCase(DownloadDisposition.Attach, "image/png", "attachment; filename=a.html")]
    [TestCase(DownloadDisposition.AsStored, "text/html", "inline; filename=a.html")]
    public async Task The_disposition_is_as_the_options_say(DownloadDisposition disposition, string type, string sent)
    {
        Answer answer = await DownloadAsync(options => options.Downloads.Disposition = disposition, type: type);

        answer.Header("Content-Disposition").Should().Be(sent);
        answer.Header("Content-Security-Policy").Should().Be("default-src 'none'; sandbox");
    }

    [TestCase("sandbox", "sandbox")]
    [TestCase("", null)]
    public async Task The_policy_is_as_the_options_say(string policy, string? sent)
    {
        Answer answer = await DownloadAsync(options => options.Downloads.ContentSecurityPolicy = policy);

        answer.Header("Content-Security-Policy").Should().Be(sent);
        answer.Header("Content-Disposition").Should().StartWith("attachment");
    }

    [TestCase(null, null, "image/png", "same-site")]
    [TestCase(null, "https://app.example", "image/png", "cross-origin")]
    [TestCase(null, "*", "video/mp4", "cross-origin")]
    [TestCase(null, "https://app.example", "text/html", "same-site")]
    [TestCase(null, "https://app.example", "text/javascript", "same-site")]
    [TestCase(null, "https://app.example", "image/svg+xml", "same-site")]
    [TestCase(DownloadEmbedding.SameOrigin, "https://app.example", "image/png", "same-origin")]
    [TestCase(DownloadEmbedding.SameSite, "https://app.example", "image/png", "same-site")]
    [TestCase(DownloadEmbedding.CrossOrigin, null, "text/css", "cross-origin")]
    public async Task Pictures_load_in_pages_of_allowed_origins_which_send_no_origin(
        DownloadEmbedding? embedding, string? origin, string type, string sent)
    {
        Answer answer = await DownloadAsync(
            options =>
            {
                options.Downloads.Embedding = embedding;
                foreach (string allowed in new[] { origin }.OfType<string>())
                {
                    options.AllowedOrigins.Add(allowed);
                }
            },
            type: type);

        answer.Header("Cross-Origin-Resource-Policy").Should().Be(sent);
    }

    [Test]
    public async Task Faults_are_told_at_the_start()
    {
        Func<Task> start = () => LocalStorageHost.StartAsync(options =>
        {
            options.RootPath = "data";
            options.Downloads.OwnDomain = new Uri("https://usercontent.example/path");
            options.Downloads.ContentSecurityPolicy = "sandbox\r\nX: y";
            options.Downloads.Disposition = (DownloadDisposition)3;
            options.Downloads.Embedding = (DownloadEmbedding)3;
        });

        IEnumerable<string> faults = (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures;

        faults.Select(fault => fault.Split(' ')[0]).Should().Equal(
            "Downloads:ContentSecurityPolicy", "Downloads:Disposition", "Downloads:Embedding", "Downloads:OwnDomain");
    }

    private static async Task<Answer> DownloadAsync(Action<LocalStorageHostOptions> configure, string? host = null, string type = "text/html")
    {
        await using TestStorage storage = await TestStorage.StartAsync(configure);
        ByteArrayContent content = Bodies.Text("<script>1</script>", type);
        content.Headers.TryAddWithoutValidation("Content-Disposition", "inline; filename=a.html");
        await storage.StoreAsync("c", "o", content);
        SignedUrl key = await storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Read);
        return await storage.SendAsync(key, change: request => request.Headers.Host = host);
    }
}
