namespace ValetKey.Local.Storage.Content;

/// <summary>Several streams as one, to be read from any position.</summary>
internal sealed class JoinedStream : ReadOnlyStream
{
    private readonly IReadOnlyList<Stream> _parts;
    private readonly long[] _starts;
    private long _position;

    /// <param name="parts">Streams that know their length and can seek; disposed with this one.</param>
    public JoinedStream(IReadOnlyList<Stream> parts)
    {
        _parts = parts;
        _starts = new long[parts.Count];
        for (int i = 0; i < parts.Count; i++)
        {
            _starts[i] = Length;
            Length += parts[i].Length;
        }
    }

    public override bool CanSeek => true;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (Current() is not { } part)
        {
            return 0;
        }

        int read = part.Read(buffer);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Current() is not { } part)
        {
            return 0;
        }

        int read = await part.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    };

    public override async ValueTask DisposeAsync()
    {
        foreach (Stream part in _parts)
        {
            await part.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (Stream part in _parts)
            {
                part.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    /// <summary>The stream that the position lies in, set to it; null at the end.</summary>
    private Stream? Current()
    {
        if (_position >= Length)
        {
            return null;
        }

        // Of several that start here all but the last are empty.
        int index = Array.FindLastIndex(_starts, start => start <= _position);
        Stream part = _parts[index];
        part.Position = _position - _starts[index];
        return part;
    }
}
