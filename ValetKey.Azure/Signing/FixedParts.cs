namespace ValetKey.Azure.Signing;

/// <summary>Parts of a request that are text already.</summary>
internal sealed class FixedParts(params IReadOnlyList<KeyValuePair<string, string>> parts) : BoundParts
{
    public override int Count => parts.Count;

    public override string NameAt(int index) => parts[index].Key;

    public override string ValueAt(int index) => parts[index].Value;
}
