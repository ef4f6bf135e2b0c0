using System.Buffers;
using ValetKey.Local.Storage.Digests;

namespace ValetKey.Local.Storage.Content;

/// <summary>
/// A new content file, written aside, digested on the way, and deleted on disposal unless it is kept.
/// It stays open, and thereby marked as somebody's, until its fate is decided.
/// </summary>
internal sealed class StagedContent : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly StoreLayout _layout;
    private readonly FileStream _stream;
    private readonly ContentHasher _hasher;
    private bool _published;
    private bool _kept;

    public StagedContent(StoreLayout layout, DigestKinds digests)
    {
        _layout = layout;
        _stream = new FileStream(layout.TemporaryPath(FileName), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        });
        _hasher = new ContentHasher(digests);
    }

    public string FileName { get; } = StoreLayout.NewFileName();

    public long Length { get; private set; }

    public DigestSet Digests => _hasher.Current();

    /// <summary>Takes in the source; false, without reading further, once it proves longer than allowed.</summary>
    public async Task<bool> TryFillAsync(Stream source, long maximumLength, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);

        try
        {
            long room = maximumLength;

            while (true)
            {
                // One byte more than there is room for tells a source that is too long from one that fits.
                int wanted = room < buffer.Length ? (int)room + 1 : buffer.Length;
                int read = await source
                    .ReadAtLeastAsync(buffer.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, cancellationToken)
                    .ConfigureAwait(false);

                if (read > room)
                {
                    return false;
                }

                await WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                room -= read;

                if (read < wanted)
                {
                    return true;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public Stream Reread()
    {
        _stream.Position = 0;
        return _stream;
    }

    /// <summary>Moves the file, safely on disk, to where readers look for it once a row names it.</summary>
    public void Publish()
    {
        if (_published)
        {
            return;
        }

        _stream.Flush(flushToDisk: true);
        _layout.Publish(FileName);
        _published = true;
    }

    public void Keep() => _kept = true;

    public async ValueTask DisposeAsync()
    {
        _hasher.Dispose();
        await _stream.DisposeAsync().ConfigureAwait(false);

        if (!_kept)
        {
            ContentFiles.Delete(_published ? _layout.ContentPath(FileName) : _layout.TemporaryPath(FileName));
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        _hasher.Append(data.Span);
        await _stream.WriteAsync(data, cancellationToken).ConfigureAwait(false);
        Length += data.Length;
    }
}
