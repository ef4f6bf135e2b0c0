namespace ValetKey.Client.Transfer;

/// <summary>Connections as transfers need them. Redirects are not followed, since what a request bears is for one place.</summary>
internal static class Handlers
{
    private static readonly Lazy<HttpClient> Shared = new(static () => NoLimit(new HttpClient(CreateForStorage())));

    /// <summary>For clients that were made by hand and have none of their own; as long as the process.</summary>
    public static HttpClient SharedStorage => Shared.Value;

    public static SocketsHttpHandler CreateForApplication() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false, // They would be everybody's, where several users share the connections.
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    public static SocketsHttpHandler CreateForStorage() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null, // No header but those of the key.
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>Each request has a limit of its own, by what moves.</summary>
    public static HttpClient NoLimit(HttpClient client)
    {
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }
}
