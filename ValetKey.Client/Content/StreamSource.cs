using ValetKey.Client.Transfer;

namespace ValetKey.Client.Content;

/// <summary>A stream, which has one place at a time: its parts are read one after the other, and kept in memory while they are sent.</summary>
internal sealed class StreamSource(Stream stream, long length) : ContentSource(length)
{
    private readonly Stream _stream = stream;
    private readonly PartBuffers _buffers = new();
    private readonly long _start = stream.CanSeek ? stream.Position : 0;
    private long _at;

    public override bool IsSeekable => _stream.CanSeek;

    public override bool IsBuffered => true;

    public override async ValueTask<ContentPart> TakeAsync(long offset, long length, CancellationToken cancellationToken)
    {
        if (offset == 0 && length == Length)
        {
            return new WholePart(this); // Nothing else is read meanwhile.
        }

        if (length > Array.MaxLength)
        {
            throw new TransferException(TransferFailure.LocalContent, "The parts are too long to be kept in memory: upload a file instead.");
        }

        byte[] buffer = _buffers.Rent((int)length);
        try
        {
            await MoveToAsync(offset, cancellationToken).ConfigureAwait(false);
            await _stream.ReadExactlyAsync(buffer.AsMemory(0, (int)length), cancellationToken).ConfigureAwait(false);
            _at += length;
            return new BufferedPart(_buffers, buffer, length);
        }
        catch (Exception fault)
        {
            _buffers.Return(buffer);
            if (fault is EndOfStreamException)
            {
                throw new TransferException(TransferFailure.Changed, "The stream ended before its length.", fault);
            }

            if (fault is IOException)
            {
                throw new TransferException(TransferFailure.LocalContent, "The stream cannot be read.", fault);
            }

            throw;
        }
    }

    private async ValueTask MoveToAsync(long offset, CancellationToken cancellationToken)
    {
        if (_stream.CanSeek)
        {
            _stream.Position = _start + offset;
            _at = offset;
        }
        else if (offset < _at)
        {
            throw new TransferException(
                TransferFailure.LocalContent, "A part has to be sent again, and the stream cannot be read again: upload a file instead.");
        }

        byte[]? skipped = null;
        while (_at < offset) // What the store has already.
        {
            skipped ??= new byte[64 * 1024];
            int length = (int)Math.Min(skipped.Length, offset - _at);
            await _stream.ReadExactlyAsync(skipped.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
            _at += length;
        }
    }

    private sealed class BufferedPart(PartBuffers buffers, byte[] bytes, long length) : ContentPart(length)
    {
        private byte[]? _bytes = bytes;

        public override void Dispose()
        {
            if (Interlocked.Exchange(ref _bytes, null) is { } done)
            {
                buffers.Return(done);
            }

            base.Dispose();
        }

        protected override ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            _bytes.AsSpan((int)offset, buffer.Length).CopyTo(buffer.Span);
            return new(buffer.Length);
        }
    }

    private sealed class WholePart(StreamSource source) : ContentPart(source.Length)
    {
        protected override async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            await source.MoveToAsync(offset, cancellationToken).ConfigureAwait(false);
            int read = await source._stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            source._at += read;
            return read;
        }
    }
}
