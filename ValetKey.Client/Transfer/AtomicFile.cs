namespace ValetKey.Client.Transfer;

/// <summary>Small files that are there as a whole or not at all, for their owner alone.</summary>
internal static class AtomicFile
{
    /// <param name="path">The file.</param>
    /// <param name="content">All that is in it.</param>
    /// <param name="flushToDisk">Whether that is so after a power failure too.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, bool flushToDisk, CancellationToken cancellationToken)
    {
        string fresh = path + ".new";
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        File.Delete(fresh); // One that a crash left may have another mode.
        FileStream stream = new(fresh, options);
        await using (stream.ConfigureAwait(false))
        {
            await stream.WriteAsync(content, cancellationToken).ConfigureAwait(false);
            stream.Flush(flushToDisk);
        }

        File.Move(fresh, path, overwrite: true);
    }

    /// <returns>Null if there is none.</returns>
    public static async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
