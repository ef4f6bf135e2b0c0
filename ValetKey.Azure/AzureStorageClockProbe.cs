using ValetKey.Providers;

namespace ValetKey.Azure;

/// <summary>
/// Asks Azure what time it is, so that keys work though this machine's clock is off (<see cref="StorageClock"/>). A service keyed by the issuer's name. The answers
/// that bring user delegation keys are taken note of by themselves; with an account key, an application whose clock it does not trust calls this at start and now and then.
/// </summary>
public sealed class AzureStorageClockProbe
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) });

    private readonly Uri _url;
    private readonly StorageClock _clock;

    internal AzureStorageClockProbe(Uri blobs, StorageClock clock)
    {
        _url = blobs;
        _clock = clock;
    }

    /// <summary>Sends one request without credentials, whose refusal bears the date, and takes note of it.</summary>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="HttpRequestException">The service cannot be reached.</exception>
    public ValueTask MeasureAsync(CancellationToken cancellationToken = default) => _clock.MeasureAsync(ReadDateAsync, cancellationToken);

    private async ValueTask<DateTimeOffset?> ReadDateAsync(CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Head, _url);
        using HttpResponseMessage response = await Client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.Headers.Date;
    }
}
