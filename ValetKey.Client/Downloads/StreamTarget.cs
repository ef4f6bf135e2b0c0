using ValetKey.Client.Transfer;

namespace ValetKey.Client.Downloads;

/// <summary>A stream, which takes bytes in their order: the range whose turn it is writes through, those after it wait in memory.</summary>
internal sealed class StreamTarget(Stream stream, int rangeLength) : IDownloadTarget
{
    private readonly PartBuffers _buffers = new();
    private readonly Dictionary<int, byte[]> _waiting = [];
    private readonly Dictionary<int, TaskCompletionSource> _turns = [];
    private readonly Lock _lock = new();
    private int _turn;
    private long _written;

    public async ValueTask WriteAsync(ByteRange range, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (BufferFor(range) is { } buffer)
        {
            bytes.CopyTo(buffer.AsMemory((int)range.Received));
            return;
        }

        await FlushAsync(range, cancellationToken).ConfigureAwait(false);
        await PutAsync(range.Offset + range.Received, bytes, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DoneAsync(ByteRange range, CancellationToken cancellationToken)
    {
        await TurnOf(range.Index).WaitAsync(cancellationToken).ConfigureAwait(false);
        await FlushAsync(range, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            _turn++;
            if (_turns.Remove(_turn, out TaskCompletionSource? next))
            {
                next.SetResult();
            }
        }
    }

    /// <returns>Null where it is the range's turn.</returns>
    private byte[]? BufferFor(ByteRange range)
    {
        lock (_lock)
        {
            if (range.Index == _turn)
            {
                return null;
            }

            if (!_waiting.TryGetValue(range.Index, out byte[]? buffer))
            {
                _waiting[range.Index] = buffer = _buffers.Rent(rangeLength);
            }

            return buffer;
        }
    }

    private Task TurnOf(int index)
    {
        lock (_lock)
        {
            if (index == _turn)
            {
                return Task.CompletedTask;
            }

            _turns[index] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _turns[index].Task;
        }
    }

    /// <summary>Writes what has waited for the range's turn.</summary>
    private async ValueTask FlushAsync(ByteRange range, CancellationToken cancellationToken)
    {
        byte[]? buffer;
        lock (_lock)
        {
            _waiting.Remove(range.Index, out buffer);
        }

        if (buffer is not null)
        {
            try
            {
                await PutAsync(range.Offset, buffer.AsMemory(0, (int)range.Received), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _buffers.Return(buffer);
            }
        }
    }

    /// <summary>What was written before is not written again: a store without ranges begins anew.</summary>
    private async ValueTask PutAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        int known = (int)Math.Clamp(_written - offset, 0, bytes.Length);
        await stream.WriteAsync(bytes[known..], cancellationToken).ConfigureAwait(false);
        _written += bytes.Length - known;
    }
}
