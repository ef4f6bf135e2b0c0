using ValetKey.Tests.Packaging;
using ValetKey.Tests.Samples.Uploads;
using ValetKey.Tests.Servers;

// More than processors, since most wait for a server, a browser or a process half of their time.
[assembly: LevelOfParallelism(5)]

// But for those that watch what the whole process does, such as its allocations and meters, or the whole of a server.
[assembly: Parallelizable(ParallelScope.Fixtures)]

namespace ValetKey.Tests;

/// <summary>Ends the servers and takes the packages away once the last test of the assembly has run.</summary>
[SetUpFixture]
internal sealed class WholeRun
{
    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await UploadsBrowserTests<UploadsLocalStore>.StopAsync();
        await UploadsBrowserTests<UploadsGatewayStore>.StopAsync();
        await UploadsBrowserTests<UploadsAzuriteStore>.StopAsync();
        await CephGateway.StopAsync();
        await Azurite.StopAsync();
        await SwiftServer.StopAsync();
        await NginxServer.StopAsync();
        await PostgresServer.StopAsync();
        await Chromium.StopAsync();
        PackedPackages.Remove();
    }
}
