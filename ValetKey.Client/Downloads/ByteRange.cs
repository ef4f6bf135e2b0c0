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

    /// <summary>The CRC-32C of those, where they are written to a file.</summary>
    public uint Checksum { get; set; }

    /// <summary>The range of this number, of those of one length that an object is cut into. The last one is shorter.</summary>
    public static ByteRange Of(int index, int rangeLength, long objectLength)
    {
        long offset = (long)index * rangeLength;
        return new ByteRange(index, offset, Math.Min(rangeLength, objectLength - offset));
    }
}
