using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.AspNetCore;
using ValetKey.Testing;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Conformance.Delivery;
using ValetKey.Tests.Conformance.Gcp;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore;

/// <summary>Downloads whose issuer is a delivery network's: the way leads to its edge, which asks the same signature of everybody.</summary>
internal sealed class DeliveryDownloadTests
{
    private const string Digits = "0123456789";

    private static IEnumerable<TestCaseData> Networks { get; } =
    [
        new TestCaseData(new CloudFrontHarness()).SetArgDisplayNames("CloudFront"),
        new TestCaseData(new CloudCdnHarness()).SetArgDisplayNames("Cloud CDN"),
    ];

    [TestCaseSource(nameof(Networks))]
    public async Task A_redirect_leads_to_the_networks_edge_which_opens_that_object_alone(SignerHarness network)
    {
        await using (network)
        {
            await network.StartAsync(CancellationToken.None);
            await network.PutAsync(network.Container, "digits.txt", new StoredObject(Encoding.ASCII.GetBytes(Digits)), CancellationToken.None);
            await network.PutAsync(network.Container, "digits.txt2", new StoredObject("secret"u8.ToArray()), CancellationToken.None);
            await using WebApplication app = await StartAsync(network);

            string location = await LocationAsync(app, "anna");

            (await SendAsync(network, HttpMethod.Get, location)).Should().Be((HttpStatusCode.OK, Digits));
            (await SendAsync(network, HttpMethod.Head, location)).Status.Should().Be(HttpStatusCode.OK);
            (await SendAsync(network, HttpMethod.Get, location.Replace("digits.txt", "digits.txt2"))).Status.Should().Be(HttpStatusCode.Forbidden);
            (await SendAsync(network, HttpMethod.Get, location.Split('?')[0])).Status.Should().Be(HttpStatusCode.Forbidden);
            (await LocationAsync(app, "bert")).Should().BeEmpty("it is not for him");
        }
    }

    private static async Task<WebApplication> StartAsync(SignerHarness network)
    {
        WebApplicationBuilder builder = QuietHost.CreateBuilder();
        UserHeader.AddTo(builder.Services);
        builder.Services.AddSingleton(new TestDownload { Download = new Download(KeyScope.ForObject(network.Container, "digits.txt")) });
        network.Register(builder.Services.AddValetKey(), "cdn");
        WebApplication app = builder.Build();
        app.MapDownloads<TestDownloads>("/files/{name}", "cdn");
        await app.StartAsync();
        return app;
    }

    /// <returns>Where the application sends a user; nothing where it does not.</returns>
    private static async Task<string> LocationAsync(WebApplication app, string user)
    {
        using HttpClient client = TestStorage.NewClient();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(new Uri(app.Urls.First()), "/files/digits"));
        request.Headers.Add(UserHeader.Name, user);
        using HttpResponseMessage answer = await client.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.Redirect ? answer.Headers.Location!.OriginalString : "";
    }

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(SignerHarness network, HttpMethod method, string url)
    {
        using HttpResponseMessage answer = await network.Client.SendAsync(new HttpRequestMessage(method, new Uri(url)));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
