using ValetKey.Local.Storage.Content;

namespace ValetKey.Local.Operations;

/// <summary>Counts what is read of a content, in whatever order.</summary>
internal sealed class SentContent(Stream content, Visit visit) : ReadOnlyStream
{
    public override bool CanSeek => true;

    public override long Length => content.Length;

    public override long Position
    {
        get => content.Position;
        set => content.Position = value;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        visit.Sent += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => content.Seek(offset, origin);

    public override async ValueTask DisposeAsync()
    {
        await content.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
