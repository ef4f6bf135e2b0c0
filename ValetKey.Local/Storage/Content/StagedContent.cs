using System.Buffers;
using ValetKey.Local.Storage.Digests;

namespace ValetKey.Local.Storage.Content;

/// <summary>
/// A new piece of content, digested while it comes. What is small stays in memory, for the database; what grows beyond that is written to a file
/// aside, which is deleted on disposal unless it is kept, and stays open, and thereby marked as somebody's, until its fate is decided.
/// </summary>
internal sealed class StagedContent(StoreLayout layout, DigestKinds digests) : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;

    // So that at the end of a large upload there is little left to flush, and the disk works while the network does.
    private const long BytesBetweenFlushes = 32 * 1024 * 1024;

    private readonly ContentHasher _hasher = new(digests);
    private readonly string _file = StoreLayout.NewFileName();
    private byte[]? _data = [];
    private FileStream? _stream;
    private Task _flushing = Task.CompletedTask;
    private long _flushed;
    private bool _published;
    private bool _kept;

    public long Length { get; private set; }

    public byte[] Md5 => Digests.Md5;

    public DigestSet Digests => _hasher.Current();

    /// <summary>Takes in the source; false, without reading further, once it proves longer than allowed.</summary>
    public async Task<bool> TryFillAsync(Stream source, long maximumLength, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        byte[]? other = null; // A slow or small upload gets by with one.
        Task writing = Task.CompletedTask;

        try
        {
            long room = maximumLength;

            while (true)
            {
                // One byte more than there is room for tells a source that is too long from one that fits.
                int wanted = room < BufferSize ? (int)room + 1 : BufferSize;
                int read = await source
                    .ReadAtLeastAsync(buffer.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, cancellationToken)
                    .ConfigureAwait(false);
                await writing.ConfigureAwait(false);

                if (read > room)
                {
                    return false;
                }

                // While one buffer is digested and written the other one is filled.
                writing = AddAsync(buffer.AsMemory(0, read), cancellationToken);
                room -= read;

                if (read < wanted)
                {
                    await writing.ConfigureAwait(false);
                    return true;
                }

                (buffer, other) = (other ?? ArrayPool<byte>.Shared.Rent(BufferSize), buffer);
            }
        }
        finally
        {
            // Nobody else may get a buffer that is still being written.
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ArrayPool<byte>.Shared.Return(buffer);
            if (other is not null)
            {
                ArrayPool<byte>.Shared.Return(other);
            }
        }
    }

    public Stream Reread()
    {
        if (_stream is null)
        {
            return new MemoryStream(_data!, writable: false);
        }

        _stream.Position = 0;
        return _stream;
    }

    /// <summary>Moves the file, safely on disk, to where readers look for it once a row names it.</summary>
    public async Task PublishAsync()
    {
        if (_published || _stream is null)
        {
            return;
        }

        await _flushing.ConfigureAwait(false);
        _stream.Flush(flushToDisk: true);
        layout.Publish(_file);
        _published = true;
    }

    /// <summary>What the database is to know of it.</summary>
    public Piece ToPiece(int number) => new(number, Length, Md5, _stream is null ? null : _file, _data);

    public void Keep() => _kept = true;

    public async ValueTask DisposeAsync()
    {
        _hasher.Dispose();
        if (_stream is null)
        {
            return;
        }

        await _flushing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stream.DisposeAsync().ConfigureAwait(false);

        if (!_kept)
        {
            ContentFiles.Delete(_published ? layout.ContentPath(_file) : layout.TemporaryPath(_file));
        }
    }

    private async Task AddAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        Length += data.Length;
        if (Length <= layout.LargestInRow)
        {
            _data = [.. _data!, .. data.Span];
            _hasher.Append(data.Span);
            return;
        }

        Task writing = WriteAsync(data, cancellationToken);
        try
        {
            await Task.Run(() => _hasher.Append(data.Span), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            await writing.ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (_stream is null)
        {
            _stream = ContentFiles.Create(layout.TemporaryPath(_file));
            await _stream.WriteAsync(_data, cancellationToken).ConfigureAwait(false);
            _data = null;
        }

        await _stream.WriteAsync(data, cancellationToken).ConfigureAwait(false);
        if (Length - _flushed > BytesBetweenFlushes && _flushing.IsCompleted)
        {
            _flushed = Length;
            await _flushing.ConfigureAwait(false);
            _flushing = Task.Run(() => RandomAccess.FlushToDisk(_stream.SafeFileHandle), CancellationToken.None);
        }
    }
}
