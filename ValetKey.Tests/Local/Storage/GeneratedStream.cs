namespace ValetKey.Tests.Local.Storage;

/// <summary>Bytes that are made as they are read, in reads as short as wished; counts how many were taken.</summary>
internal sealed class GeneratedStream(long length, int longestRead = int.MaxValue, Action<long>? onRead = null) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Taken;
        set => throw new NotSupportedException();
    }

    public long Taken { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        onRead?.Invoke(Taken);
        int count = (int)Math.Min(Math.Min(buffer.Length, longestRead), length - Taken);
        buffer[..count].Fill((byte)(Taken >> 17));
        Taken += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
