namespace ValetKey.Tests.Servers;

/// <summary>A server that all tests share, started by the first that needs it.</summary>
/// <typeparam name="TServer">The server.</typeparam>
/// <param name="name">For the fault when it is gone.</param>
/// <param name="start">Starts it.</param>
internal sealed class SharedServer<TServer>(string name, Func<Task<TServer>> start)
    where TServer : class, IRunningServer
{
    private readonly Lazy<Task<TServer>> _server = new(start);

    public async Task<TServer> GetAsync()
    {
        TServer server = await _server.Value;
        return server.HasExited ? throw new InvalidOperationException($"{name} died in an earlier test.") : server;
    }

    /// <summary>Ends the server, if there is one.</summary>
    public async Task StopAsync()
    {
        if (_server.IsValueCreated && _server.Value.IsCompletedSuccessfully)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}
