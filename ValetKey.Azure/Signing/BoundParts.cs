using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>What a token binds of the client's request, headers (<c>srh</c>) or parameters (<c>srq</c>), in the order in which it is signed.</summary>
internal abstract class BoundParts
{
    public abstract int Count { get; }

    public abstract string NameAt(int index);

    public abstract string ValueAt(int index);

    /// <summary>How many characters the name and the value have at most.</summary>
    public virtual int MeasureAtMost(int index) => NameAt(index).Length + ValueAt(index).Length;

    /// <summary>Writes the value as it is signed.</summary>
    public virtual void WriteValue(ref AsciiWriter writer, int index) => writer.Utf8(ValueAt(index));
}
