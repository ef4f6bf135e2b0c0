using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using ValetKey.Providers;

namespace ValetKey.Azure;

/// <summary>
/// Asks Azure what time it is, so that keys work though this machine's clock is off (<see cref="StorageClock"/>). A service keyed by the issuer's name.
/// </summary>
/// <remarks>
/// The answers that bring user delegation keys are taken note of by themselves. With an account key nothing is heard from the service, so an application whose
/// clock it does not trust calls this at start and now and then.
/// </remarks>
public sealed class AzureStorageClockProbe
{
    private readonly Uri _url;
    private readonly StorageClock _clock;
    private readonly HttpPipeline _pipeline;

    internal AzureStorageClockProbe(Uri blobs, HttpPipelineTransport? transport, StorageClock clock)
    {
        _url = blobs;
        _clock = clock;
        _pipeline = new HttpPipeline(transport ?? HttpClientTransport.Shared);
    }

    /// <summary>Sends one request without credentials, whose refusal bears the date, and takes note of it.</summary>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="RequestFailedException">The service cannot be reached.</exception>
    public ValueTask MeasureAsync(CancellationToken cancellationToken = default) => _clock.MeasureAsync(ReadDateAsync, cancellationToken);

    private async ValueTask<DateTimeOffset?> ReadDateAsync(CancellationToken cancellationToken)
    {
        using Request request = _pipeline.CreateRequest();
        request.Method = RequestMethod.Head;
        request.Uri.Reset(_url);
        using Response response = await _pipeline.SendRequestAsync(request, cancellationToken).ConfigureAwait(false);
        return response.Headers.Date;
    }
}
