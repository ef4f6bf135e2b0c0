namespace ValetKey.AspNetCore.Carrying;

/// <summary>The client with which the application uses keys of its own. It follows no redirect, since a key is for one place.</summary>
internal sealed class CarryingClient : IDisposable
{
    public HttpClient Http { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, // Contents are as long as they are; each call has a token.
    };

    public void Dispose() => Http.Dispose();
}
