using System.Net;
using ValetKey.Client.Transfer;

namespace ValetKey.Client.Content;

/// <summary>A part as the body of a request: exactly so long, with no header of its own, and told of as it moves.</summary>
internal sealed class PartContent(ContentPart part, Action<long> moved, Action<TransferException> failed, StallWatch watch) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        long sum = 0;
        try
        {
            await part.ReadAllAsync(
                async bytes =>
                {
                    await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
                    watch.Touch();
                    moved(sum += bytes.Length);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (TransferException fault)
        {
            failed(fault); // Whoever sends takes it for a fault of the connection.
            throw;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = part.Length;
        return true;
    }
}
