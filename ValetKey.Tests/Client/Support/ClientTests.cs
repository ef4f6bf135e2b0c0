using Microsoft.AspNetCore.Builder;
using ValetKey.AspNetCore;

namespace ValetKey.Tests.Client.Support;

/// <summary>Tests with an application for all of them, and a client for each.</summary>
public abstract class ClientTests
{
    protected ClientHost Host { get; private set; } = null!;

    protected ClientProcess Client { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartHostAsync() => Host = await ClientHost.StartAsync(map: Map, configure: Configure);

    [OneTimeTearDown]
    public async Task StopHostAsync()
    {
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }
    }

    [SetUp]
    public void BeginProcess() => Client = Host.NewProcess();

    [TearDown]
    public void EndProcess() => Client?.Dispose();

    /// <summary>What else the application has.</summary>
    protected virtual void Map(WebApplication app)
    {
    }

    /// <summary>Its settings of uploads.</summary>
    protected virtual void Configure(UploadsOptions options)
    {
    }
}
