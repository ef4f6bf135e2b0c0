namespace ValetKey.Providers;

/// <summary>The names that a signature brings along, in the order of a canonical query, which is that of the alphabet.</summary>
internal sealed class V4Words(V4Labels labels)
{
    /// <summary>The name of the algorithm.</summary>
    public byte[] AlgorithmText { get; } = AsciiWriter.ToBytes(labels.Algorithm);

    public V4Word Algorithm { get; } = new(labels.ParameterPrefix, "Algorithm");

    public V4Word Credential { get; } = new(labels.ParameterPrefix, "Credential");

    public V4Word Date { get; } = new(labels.ParameterPrefix, "Date");

    public V4Word Expires { get; } = new(labels.ParameterPrefix, "Expires");

    public V4Word SecurityToken { get; } = new(labels.ParameterPrefix, "Security-Token");

    /// <summary>Comes last, outside of what is signed.</summary>
    public V4Word Signature { get; } = new(labels.ParameterPrefix, "Signature");

    public V4Word SignedHeaders { get; } = new(labels.ParameterPrefix, "SignedHeaders");

    /// <summary>The header that bears the hash of the payload, where one does.</summary>
    public string PayloadHeader { get; } = new V4Word(labels.ParameterPrefix, "Content-Sha256").Field;
}

/// <summary>One of the signature's own names.</summary>
internal sealed class V4Word(string prefix, string name)
{
    /// <summary>The name of the query's parameter.</summary>
    public string Name { get; } = prefix + name;

    /// <summary>The parameter up to its value.</summary>
    public byte[] Text { get; } = AsciiWriter.ToBytes($"{prefix}{name}=");

    /// <summary>The name of the form's field.</summary>
    public string Field { get; } = (prefix + name).ToLowerInvariant();
}
