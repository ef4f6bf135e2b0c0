using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>
/// What a token binds of the client's request, headers (<c>srh</c>) or parameters (<c>srq</c>), in the order in which it is signed.
/// </summary>
internal abstract class BoundParts
{
    public abstract int Count { get; }

    /// <summary>How many characters all names and values have at most, with two to part each from the next.</summary>
    public abstract int MeasureAtMost();

    /// <summary>Writes a part as it is signed: <c>name:value</c>.</summary>
    public abstract void WritePair(ref AsciiWriter writer, int index);

    /// <summary>Writes the names for the query, parted by commas.</summary>
    public abstract void WriteNames(ref AsciiWriter writer);
}
