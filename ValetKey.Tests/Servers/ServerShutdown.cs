using ValetKey.Tests.Servers;

namespace ValetKey.Tests;

/// <summary>Ends the servers once the last test of the assembly has run.</summary>
[SetUpFixture]
internal sealed class ServerShutdown
{
    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await CephGateway.StopAsync();
        await Azurite.StopAsync();
        await SwiftServer.StopAsync();
        await NginxServer.StopAsync();
    }
}
