using System.Net;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Aws;
using ValetKey.Tests.Aws.Servers.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>An application that has a client for the gateway, and says nothing of it again.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class S3ServerClientTests : S3ServerTests
{
    [Test]
    public async Task Keys_of_its_client_open_their_object_and_no_other()
    {
        await using ServiceProvider services = With(Gateway.CreateS3());
        IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();
        string name = NewName();

        SignedUrl write = await issuer.IssueUrlAsync(Object(name), Permissions.Write);
        SignedUrl read = await issuer.IssueUrlAsync(Object(name), Permissions.Read);

        (await SendAsync(write.CreateRequest(new StringContent("written")))).Should().Be(HttpStatusCode.OK);
        (await Gateway.Client.GetStringAsync(read.ToUri())).Should().Be("written");
        (await StatusOfAsync(read.Url.Replace(name, Neighbour, StringComparison.Ordinal))).Should().Be(HttpStatusCode.Forbidden);
        (await SendAsync(new HttpRequestMessage(HttpMethod.Delete, read.ToUri()))).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Keys_of_a_strangers_client_open_nothing()
    {
        await using ServiceProvider services = With(Gateway.CreateS3(Gateway.Stranger));

        SignedUrl read = await services.GetRequiredService<IValetKeyIssuer>().IssueUrlAsync(Object(Mine), Permissions.Read);

        (await StatusOfAsync(read.Url)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Its_credentials_take_on_the_role()
    {
        await using ServiceProvider services = With(Gateway.CreateS3(), options =>
        {
            options.RoleArn = CephGateway.RoleArn;
            options.MaximumSessionPolicyLength = 1500;
        });
        await using ServiceProvider stranger = With(Gateway.CreateS3(Gateway.Stranger), options => options.RoleArn = CephGateway.RoleArn);
        KeyRequest request = new(Object(Mine), Permissions.Read)
        {
            Constraints = new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("127.0.0.0/8")) },
        };

        SignedUrl key = await services.GetRequiredService<IValetKeyIssuer>().IssueUrlAsync(request);
        Func<Task> refused = () => stranger.GetRequiredService<IValetKeyIssuer>().IssueUrlAsync(request).AsTask();

        (await Gateway.Client.GetStringAsync(key.ToUri())).Should().Be("mine");
        await refused.Should().ThrowAsync<ValetKeyException>();
    }

    private static ServiceProvider With(IAmazonS3 client, Action<AmazonS3Options>? configure = null)
    {
        ServiceCollection services = [];
        services.AddKeyedSingleton("gateway", client);
        services.AddValetKey(options => options.RequireHttps = false).AddAmazonS3("gateway", configure);
        return services.BuildServiceProvider();
    }
}
