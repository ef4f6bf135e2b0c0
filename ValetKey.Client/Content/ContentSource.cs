using Microsoft.Win32.SafeHandles;

namespace ValetKey.Client.Content;

/// <summary>What is uploaded, in pieces.</summary>
internal abstract class ContentSource(long length) : IDisposable
{
    public long Length { get; } = length;

    /// <summary>Whether a piece that has not been taken yet can be had before others, and one that was taken once more.</summary>
    public abstract bool IsSeekable { get; }

    /// <summary>Whether each piece is kept in memory while it is sent.</summary>
    public abstract bool IsBuffered { get; }

    /// <summary>When the content had last been changed when it was opened, where that is known.</summary>
    public virtual DateTimeOffset? Modified => null;

    /// <summary>Whether somebody has written to it since, as far as that is known.</summary>
    public virtual bool HasChanged => false;

    /// <summary>A piece.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="TransferException">It cannot be had any more, or is too long.</exception>
    public abstract ValueTask<ContentPart> TakeAsync(long offset, long length, CancellationToken cancellationToken);

    /// <summary>The content of a file.</summary>
    /// <exception cref="TransferException">It cannot be opened.</exception>
    public static ContentSource OfFile(string path)
    {
        try
        {
            SafeFileHandle handle = File.OpenHandle(path, options: FileOptions.Asynchronous);
            return new FileSource(handle, 0, RandomAccess.GetLength(handle), isOwn: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new TransferException(TransferFailure.LocalContent, "The file cannot be opened.", fault);
        }
    }

    /// <summary>The rest of a stream, which stays the caller's.</summary>
    /// <exception cref="ArgumentException">Its length is not known and not told, or another than was told.</exception>
    public static ContentSource Of(Stream stream, long? told)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long? rest = stream.CanSeek ? stream.Length - stream.Position : null;
        long length = rest ?? told ?? -1;
        if (length < 0 || (told is not null && told != length))
        {
            throw new ArgumentException(
                rest is null ? "The stream does not know its length: tell it." : $"The stream has {rest} bytes left, and {told} are told.");
        }

        return stream is FileStream { CanSeek: true } file
            ? new FileSource(file.SafeFileHandle, file.Position, length, isOwn: false)
            : new StreamSource(stream, length);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
