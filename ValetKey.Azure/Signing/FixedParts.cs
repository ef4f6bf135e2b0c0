using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>Parts of a request that are text already.</summary>
internal sealed class FixedParts(params IReadOnlyList<KeyValuePair<string, string>> parts) : BoundParts
{
    public override int Count => parts.Count;

    public override int MeasureAtMost() => parts.Sum(part => part.Key.Length + part.Value.Length + 2);

    public override void WritePair(ref AsciiWriter writer, int index)
    {
        writer.Raw(parts[index].Key);
        writer.Raw(':');
        writer.Utf8(parts[index].Value);
    }

    public override void WriteNames(ref AsciiWriter writer)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            writer.Raw(i == 0 ? "" : ",");
            writer.Value(parts[i].Key);
        }
    }
}
