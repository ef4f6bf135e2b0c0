namespace ValetKey.Client.Downloads;

/// <summary>Where the bytes of a download go.</summary>
internal interface IDownloadTarget
{
    /// <summary>Takes the next bytes of a range. Ranges come in any order, and several at once.</summary>
    ValueTask WriteAsync(ByteRange range, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>All of a range has come.</summary>
    ValueTask DoneAsync(ByteRange range, CancellationToken cancellationToken);
}
