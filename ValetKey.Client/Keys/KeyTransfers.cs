using System.Globalization;
using System.Net;
using ValetKey.Client.Content;
using ValetKey.Client.Downloads;
using ValetKey.Client.Transfer;

namespace ValetKey.Client.Keys;

/// <summary>Transfers by a key alone: there is nobody to ask for another.</summary>
internal static class KeyTransfers
{
    private static readonly ClientContext Plain = new(
        new ValetKeyClientOptions(), static () => throw new InvalidOperationException("There is no application to ask."),
        static () => Handlers.SharedStorage, TimeProvider.System);

    public static async Task UploadAsync(
        HttpClient http, StorageRequest request, Stream content, IProgress<TransferProgress>? progress, CancellationToken cancellationToken,
        Func<HttpContent, HttpContent>? wrap = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        using ContentSource source = ContentSource.Of(content, LengthOf(request));
        using ContentPart whole = await source.TakeAsync(0, source.Length, cancellationToken).ConfigureAwait(false);
        ProgressMeter meter = new(progress) { Total = source.Length };
        using HttpResponseMessage answer = await new StorageSender(Plain.With(http)).SendAsync(
            new KeyExchange(request, whole, bytes => meter.Set(1, bytes), wrap), null, cancellationToken).ConfigureAwait(false);
        bool isThere = answer.IsSuccessStatusCode || (wrap is not null && answer.StatusCode == HttpStatusCode.SeeOther);
        if (!isThere)
        {
            throw StorageSender.Refusal(answer, null);
        }
    }

    public static Task<DownloadedObject> DownloadAsync(
        HttpClient http, StorageRequest request, Stream target, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(target);
        return new DownloadRun(Plain.With(http), new DownloadKey(request), new DownloadOptions(), progress)
            .ToStreamAsync(target, cancellationToken);
    }

    private static long? LengthOf(StorageRequest request) => request.Headers
        .Where(static header => string.Equals(header.Key, "Content-Length", StringComparison.OrdinalIgnoreCase))
        .Select(static header => long.TryParse(header.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long length) ? length : (long?)null)
        .FirstOrDefault();

    private sealed class KeyExchange(StorageRequest request, ContentPart content, Action<long> moved, Func<HttpContent, HttpContent>? wrap)
        : UploadExchange(content, moved)
    {
        public override HttpContent CreateContent(StallWatch watch) => wrap is null ? base.CreateContent(watch) : wrap(base.CreateContent(watch));

        public override ValueTask<(StorageRequest Request, KeyAge Age)> NextAsync(CancellationToken cancellationToken) =>
            new((request, KeyAge.Only));
    }
}
