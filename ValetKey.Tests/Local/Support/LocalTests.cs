namespace ValetKey.Tests.Local.Support;

/// <summary>One service for all tests of a fixture; each test takes a container of its own.</summary>
public abstract class LocalTests
{
    protected TestStorage Storage { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartServiceAsync() => Storage = await StartAsync();

    [OneTimeTearDown]
    public async Task StopServiceAsync() => await Storage.DisposeAsync();

    protected virtual Task<TestStorage> StartAsync() => TestStorage.StartAsync();
}
