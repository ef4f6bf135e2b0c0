using System.Net;
using ValetKey.Client.Transfer;

namespace ValetKey.Client.Downloads;

/// <summary>One download: the first range says what there is, the others come beside it.</summary>
internal sealed class DownloadRun(ClientContext context, DownloadKey key, DownloadOptions options, IProgress<TransferProgress>? progress)
{
    private readonly StorageSender _sender = new(context);
    private readonly ProgressMeter _meter = new(progress);

    public async Task<DownloadedObject> ToStreamAsync(Stream stream, CancellationToken cancellationToken)
    {
        StreamTarget target = new(stream, options.RangeLength);
        int most = (int)Math.Max(1, ClientContext.MostBuffered / options.RangeLength);
        return await RunAsync(target, new AgreedContent(null), options.RangeLength, new HashSet<int>(), most, cancellationToken)
            .ConfigureAwait(false);
    }

    public async Task<DownloadedObject> ToFileAsync(string path, CancellationToken cancellationToken)
    {
        using PartFile file = await PartFile.OpenAsync(path, options, context.Time, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            AgreedContent content = new(file.Known);
            bool isResumed = file.Known is not null;
            try
            {
                DownloadedObject result = await RunAsync(
                    file, file.Begin(content), file.RangeLength, file.Done, int.MaxValue, cancellationToken).ConfigureAwait(false);
                file.Finish(result.Length);
                return result;
            }
            catch (TransferException fault) when (fault.Reason == TransferFailure.Changed && isResumed && !file.HasWritten)
            {
                file.Reset(); // What came in a former time is of an object that is no more.
            }
            finally
            {
                await file.SaveAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<DownloadedObject> RunAsync(
        IDownloadTarget target, AgreedContent content, int rangeLength, IReadOnlySet<int> done, int most,
        CancellationToken cancellationToken)
    {
        foreach (int index in done)
        {
            _meter.Set(index, ByteRange.Of(index, rangeLength, content.Known!.Length!.Value).Length);
        }

        int next = 0;
        bool isFirst = true;
        using AdaptiveLimit limit = new(
            Math.Min(Math.Min(most, options.MaximumParallelism ?? int.MaxValue), context.Options.MaximumParallelism), context.Time);
        long received = 0;
        await PartCrew.RunAsync(NextAsync, FetchAsync, limit, cancellationToken).ConfigureAwait(false);
        RemoteObject remote = content.Known!;
        return remote.ToResult(remote.Length ?? received);

        async ValueTask<ByteRange?> NextAsync(CancellationToken token)
        {
            while (done.Contains(next))
            {
                next++;
            }

            RemoteObject? known = content.Known;
            if (!isFirst)
            {
                known = await content.Told.WaitAsync(token).ConfigureAwait(false);
                _meter.Total = known.Length;
                if (!known.HasRanges)
                {
                    return null;
                }
            }

            long length = known?.Length ?? long.MaxValue;
            bool isOver = (long)next * rangeLength >= length && !(isFirst && known is null);
            isFirst = false;
            return isOver ? null : ByteRange.Of(next++, rangeLength, length);
        }

        async Task<long> FetchAsync(ByteRange range, CancellationToken token)
        {
            RangeExchange exchange = new(key, range, target, content, Moved) { PartNumber = range.Index + 1 };
            while (!await TryFetchAsync(exchange, range, limit, token).ConfigureAwait(false))
            {
                // Something has come since, so it is tried anew.
            }

            await target.DoneAsync(range, token).ConfigureAwait(false);
            Interlocked.Add(ref received, range.Received);
            return range.Received;
        }

        void Moved(ByteRange range)
        {
            _meter.Total = content.Known?.Length;
            _meter.Set(range.Index, range.Received);
        }
    }

    /// <returns>Whether the range is there; if not, it is worth another try.</returns>
    private async Task<bool> TryFetchAsync(RangeExchange exchange, ByteRange range, AdaptiveLimit limit, CancellationToken cancellationToken)
    {
        (long before, bool askedForAll) = (range.Received, exchange.AsksForAll);
        try
        {
            using HttpResponseMessage answer = await _sender.SendAsync(exchange, limit, cancellationToken).ConfigureAwait(false);
            return answer.StatusCode switch
            {
                _ when answer.IsSuccessStatusCode => true,
                HttpStatusCode.RequestedRangeNotSatisfiable when exchange.AsksForAll && !askedForAll => false,
                HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestedRangeNotSatisfiable => throw AgreedContent.Changed(),
                _ => throw StorageSender.Refusal(answer, exchange.PartNumber),
            };
        }
        catch (TransferException fault) when (fault.Reason == TransferFailure.Unavailable && range.Received > before)
        {
            return false;
        }
    }
}
