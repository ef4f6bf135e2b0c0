using Amazon.SecurityToken;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Aws.Sessions;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Aws.Servers.Support;

/// <summary>Counts the calls to the gateway's token service.</summary>
internal sealed class CountingSessions(CephGateway gateway)
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Takes the place of the client that an issuer would have.</summary>
    public void Register(IServiceCollection services) =>
        services.AddKeyedSingleton<StsClientFactory>(GatewayIssuer.Name, (_, _) => _ => CreateClient());

    private AmazonSecurityTokenServiceClient CreateClient()
    {
        AmazonSecurityTokenServiceClient client = (AmazonSecurityTokenServiceClient)gateway.CreateSts();
        client.BeforeRequestEvent += (_, _) => Interlocked.Increment(ref _calls);
        return client;
    }
}
