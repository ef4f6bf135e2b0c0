using System.Buffers;

namespace ValetKey.Client.Content;

/// <summary>A piece of what is uploaded.</summary>
internal abstract class ContentPart(long length) : IDisposable
{
    // Large enough that the system is called seldom, small enough for the processor's cache.
    private const int BufferLength = 128 * 1024;

    public long Length { get; } = length;

    /// <summary>Reads from the start to the end, each time anew.</summary>
    /// <exception cref="TransferException">The content is not what it was, or cannot be read again.</exception>
    public async Task ReadAllAsync(Func<ReadOnlyMemory<byte>, ValueTask> take, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(Length, 1, BufferLength));
        try
        {
            for (long offset = 0; offset < Length;)
            {
                Memory<byte> room = buffer.AsMemory(0, (int)Math.Min(buffer.Length, Length - offset));
                int read = await ReadCheckedAsync(offset, room, cancellationToken).ConfigureAwait(false);
                await take(room[..read]).ConfigureAwait(false);
                offset += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public virtual void Dispose()
    {
    }

    protected abstract ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken);

    private async ValueTask<int> ReadCheckedAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(offset, buffer, cancellationToken).ConfigureAwait(false) is > 0 and int read
                ? read
                : throw new TransferException(TransferFailure.Changed, "The content ended before its length: it is not what was declared.");
        }
        catch (IOException fault)
        {
            throw new TransferException(TransferFailure.LocalContent, "The content cannot be read.", fault);
        }
    }
}
