using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Samples;

/// <summary>Tests of the sample's signer with a container of their own, in which objects lie side by side.</summary>
internal abstract class SwiftTestBase
{
    protected const string Mine = "folder/mine";
    protected const string Neighbour = "folder/neighbour";
    protected const string NextFolder = "folder2/next";

    private ServiceProvider _services = null!;

    protected SwiftServer Swift { get; private set; } = null!;

    protected string Container { get; private set; } = null!;

    protected IValetKeyIssuer Issuer { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        Swift = await SwiftServer.RequireAsync();
        Container = await Swift.CreateContainerAsync();
        _services = CreateServices(TimeProvider.System);
        Issuer = _services.GetRequiredService<IValetKeyIssuer>();
    }

    [SetUp]
    public async Task PutAsync()
    {
        foreach (string name in new[] { Mine, Neighbour, NextFolder })
        {
            await Swift.PutAsync(Container, name, ContentOf(name));
        }
    }

    [OneTimeTearDown]
    public async Task CleanUpAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    protected static byte[] ContentOf(string name) => Encoding.UTF8.GetBytes(name);

    protected ServiceProvider CreateServices(TimeProvider time) => new ServiceCollection()
        .AddSingleton(time)
        .AddValetKey()
        .AddSwift("archive", options =>
        {
            options.Endpoint = Swift.Endpoint;
            options.Account = SwiftServer.Account;
            options.Secret = Swift.Secret;
        })
        .Services
        .BuildServiceProvider();

    protected async Task<SignedUrl> SignAsync(string name, Permissions permission, KeyConstraints? constraints = null) =>
        await Issuer.IssueUrlAsync(
            new KeyRequest(KeyScope.ForObject(Container, name), permission) { Constraints = constraints ?? KeyConstraints.None });

    protected async Task<HttpStatusCode> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage response = await Swift.Client.SendAsync(request);
            return response.StatusCode;
        }
    }

    protected Task<HttpStatusCode> SendAsync(HttpMethod method, string url) =>
        SendAsync(new HttpRequestMessage(method, url) { Content = method == HttpMethod.Put ? new StringContent("overwritten") : null });
}
