namespace ValetKey.Tests.Servers;

/// <summary>A server of the tests, which disposing ends.</summary>
internal interface IRunningServer : IAsyncDisposable
{
    bool HasExited { get; }
}
