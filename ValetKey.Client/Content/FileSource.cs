using Microsoft.Win32.SafeHandles;

namespace ValetKey.Client.Content;

/// <summary>A file, whose parts are read where they lie, all at once and as often as need be.</summary>
internal sealed class FileSource(SafeFileHandle file, long start, long length, bool isOwn) : ContentSource(length)
{
    public override bool IsSeekable => true;

    public override bool IsBuffered => false;

    public override DateTimeOffset? Modified { get; } = File.GetLastWriteTimeUtc(file);

    public override bool HasChanged => File.GetLastWriteTimeUtc(file) != Modified;

    public override ValueTask<ContentPart> TakeAsync(long offset, long length, CancellationToken cancellationToken) =>
        new(new FilePart(file, start + offset, length));

    protected override void Dispose(bool disposing)
    {
        if (disposing && isOwn)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class FilePart(SafeFileHandle file, long start, long length) : ContentPart(length)
    {
        protected override ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
            RandomAccess.ReadAsync(file, buffer, start + offset, cancellationToken);
    }
}
