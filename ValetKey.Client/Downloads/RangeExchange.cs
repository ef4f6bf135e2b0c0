using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using ValetKey.Client.Transfer;

namespace ValetKey.Client.Downloads;

/// <summary>Fetches a range. What was cut off goes on where it broke off.</summary>
/// <param name="key">The key.</param>
/// <param name="range">The range.</param>
/// <param name="target">Where it goes.</param>
/// <param name="content">What all ranges agree on.</param>
/// <param name="moved">Told as bytes come.</param>
internal sealed class RangeExchange(DownloadKey key, ByteRange range, IDownloadTarget target, AgreedContent content, Action<ByteRange> moved)
    : Exchange
{
    private const int BufferLength = 128 * 1024;

    private StorageRequest? _used;
    private StorageRequest? _refused;

    /// <summary>Whether no range is asked for: of what is empty there is none.</summary>
    public bool AsksForAll { get; private set; }

    public override async ValueTask<(StorageRequest Request, KeyAge Age)> NextAsync(CancellationToken cancellationToken)
    {
        StorageRequest? refused = _refused;
        _refused = null;
        _used = await key.GetAsync(refused, cancellationToken).ConfigureAwait(false);
        return (_used, !key.CanRenew ? KeyAge.Only : refused is null ? KeyAge.Earlier : KeyAge.Fresh);
    }

    public override void Adorn(HttpRequestMessage request)
    {
        content.Known?.Demand(request.Headers);
        if (!AsksForAll)
        {
            request.Headers.Range = new RangeHeaderValue(range.Offset + range.Received, range.Offset + range.Length - 1);
        }
    }

    public override void Failed(HttpResponseMessage? answer)
    {
        _refused = answer is not null && StorageAnswer.IsOfKey(answer) ? _used : null;
        if (answer is { StatusCode: HttpStatusCode.RequestedRangeNotSatisfiable } && range is { Offset: 0, Received: 0 })
        {
            AsksForAll = true;
        }
    }

    public override async Task ReadAsync(HttpResponseMessage answer, StallWatch watch)
    {
        RemoteObject remote = RemoteObject.Of(answer);
        LocalFault = !content.Agrees(remote) ? AgreedContent.Changed()
            : remote.HasRanges && !IsWhatWasAskedFor(answer.Content.Headers.ContentRange)
                ? new TransferException(TransferFailure.InvalidAnswer, "The store answered with another range than it was asked for.")
                : null;
        if (LocalFault is not null)
        {
            throw LocalFault;
        }

        if (!remote.HasRanges)
        {
            range.Received = 0;
            range.Length = remote.Length ?? long.MaxValue;
        }
        else
        {
            range.Length = Math.Min(range.Length, remote.Length!.Value - range.Offset);
        }

        content.Tell(remote);
        Stream body = await answer.Content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false);
        await CopyAsync(body, watch).ConfigureAwait(false);
        if (remote.Length is null)
        {
            range.Length = range.Received;
        }
        else if (range.Received < range.Length)
        {
            throw new IOException("The answer ended before its length.");
        }
    }

    private bool IsWhatWasAskedFor(ContentRangeHeaderValue? told) =>
        told is { Unit: "bytes", HasLength: true, From: { } from } && from == range.Offset + range.Received;

    private async Task CopyAsync(Stream body, StallWatch watch)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            while (range.Received < range.Length)
            {
                int room = (int)Math.Min(buffer.Length, range.Length - range.Received);
                int read = await body.ReadAsync(buffer.AsMemory(0, room), watch.Token).ConfigureAwait(false);
                if (read == 0)
                {
                    return;
                }

                watch.Touch();
                await WriteAsync(buffer.AsMemory(0, read), watch.Token).ConfigureAwait(false);
                range.Received += read;
                moved(range);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await target.WriteAsync(range, bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException fault)
        {
            LocalFault = new TransferException(TransferFailure.LocalContent, "What is downloaded cannot be written.", fault);
            throw LocalFault;
        }
    }
}
