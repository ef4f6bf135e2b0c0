namespace ValetKey.Client.Downloads;

/// <summary>A piece of an object, and how much of it has come.</summary>
internal sealed class ByteRange(int index, long offset, long length)
{
    /// <summary>The number of the range, from 0.</summary>
    public int Index => index;

    public long Offset => offset;

    public long Length { get; set; } = length;

    /// <summary>How many of its bytes have come.</summary>
    public long Received { get; set; }
}
