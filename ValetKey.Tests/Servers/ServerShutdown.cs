using ValetKey.Tests.Servers;

namespace ValetKey.Tests;

/// <summary>Ends the servers once the last test of the assembly has run.</summary>
[SetUpFixture]
internal sealed class ServerShutdown
{
    [OneTimeTearDown]
    public Task StopAsync() => CephGateway.StopAsync();
}
