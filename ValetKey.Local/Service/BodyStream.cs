using ValetKey.Local.Storage.Content;

namespace ValetKey.Local.Service;

/// <summary>A body that can only be read, from its beginning to its end.</summary>
internal abstract class BodyStream : ReadOnlyStream
{
    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
}
