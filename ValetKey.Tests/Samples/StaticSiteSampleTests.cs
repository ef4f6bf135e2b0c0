using System.Net;
using ValetKey.Tests.Packaging;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Samples;

/// <summary>The sample of a private static site, as a browser meets it: two hosts, one jar of cookies.</summary>
internal sealed class StaticSiteSampleTests
{
    private RunningApp _sample = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _sample = await RunningApp.StartAsync(
        ChildProcess.Dotnet,
        [ChildProcess.PathTo("samples/StaticSite", "StaticSite"), "--port", $"{Loopback.FindPorts(1)[0]}"],
        new Dictionary<string, string>(),
        beforeUrl: "Open ");

    [OneTimeTearDown]
    public void Stop() => _sample?.Dispose();

    [Test]
    public async Task Who_signs_in_reads_his_part_and_no_other()
    {
        using HttpClient browser = new();

        Uri index = await SignInAsync(browser, "sales");

        (await StatusAsync(browser, new Uri(index, "page-2.html"))).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(browser, new Uri(index, "style.css"))).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(browser, new Uri(index, "/engineering/index.html"))).Should().Be(HttpStatusCode.Forbidden);
        (await StatusAsync(browser, new Uri(index, "/"))).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Who_is_not_signed_in_or_not_any_more_reads_nothing()
    {
        using HttpClient browser = new();
        using HttpClient stranger = new();
        Uri index = await SignInAsync(browser, "engineering");

        (await StatusAsync(stranger, index)).Should().Be(HttpStatusCode.Forbidden);
        using HttpResponseMessage signedOut = await browser.PostAsync(new Uri(_sample.Client.BaseAddress!, "/signout"), null);
        (await StatusAsync(browser, index)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Cookies_that_were_altered_open_nothing()
    {
        using HttpClientHandler handler = new();
        using HttpClient browser = new(handler);
        Uri index = await SignInAsync(browser, "sales");
        Cookie signature = handler.CookieContainer.GetCookies(index).Single(cookie => cookie.Name == "CloudFront-Signature");
        signature.HttpOnly.Should().BeTrue();

        signature.Value = (signature.Value[0] == 'A' ? "B" : "A") + signature.Value[1..];

        (await StatusAsync(browser, index)).Should().Be(HttpStatusCode.Forbidden);
    }

    [TestCase("--port")]
    [TestCase("--port", "none")]
    [TestCase("--distribution", "https://cdn.example.com")]
    public async Task Wrong_arguments_are_told_and_fail(params string[] arguments)
    {
        ChildProcess run = await ChildProcess.RunAsync(
            ChildProcess.Dotnet, [ChildProcess.PathTo("samples/StaticSite", "StaticSite"), .. arguments]);

        run.ExitCode.Should().Be(2);
        run.Output.Should().Contain("Usage: dotnet run --project samples/StaticSite");
    }

    /// <summary>The page that comes after signing in, at the delivery network.</summary>
    private async Task<Uri> SignInAsync(HttpClient browser, string department)
    {
        using FormUrlEncodedContent form = new([KeyValuePair.Create("department", department)]);
        using HttpResponseMessage answer = await browser.PostAsync(new Uri(_sample.Client.BaseAddress!, "/signin"), form);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().Contain($"The handbook of {department}");
        Uri index = answer.RequestMessage!.RequestUri!;
        index.Port.Should().NotBe(_sample.Client.BaseAddress!.Port, "the application serves none of the site's pages");
        return index;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser, Uri url)
    {
        using HttpResponseMessage answer = await browser.GetAsync(url);
        return answer.StatusCode;
    }
}
