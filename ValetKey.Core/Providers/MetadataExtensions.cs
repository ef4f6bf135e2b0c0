namespace ValetKey.Providers;

/// <summary>What signers do with metadata.</summary>
public static class MetadataExtensions
{
    /// <summary>Goes through metadata, without allocating where they are a <see cref="Dictionary{TKey, TValue}"/>, as they mostly are.</summary>
    /// <param name="metadata">A key's <see cref="KeyConstraints.Metadata"/>.</param>
    public static MetadataEnumerator Each(this IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return new MetadataEnumerator(metadata);
    }

    /// <summary>How many characters, which are bytes, all names and values have: what services limit.</summary>
    /// <param name="metadata">A key's <see cref="KeyConstraints.Metadata"/>.</param>
    public static int Length(this IReadOnlyDictionary<string, string> metadata)
    {
        int length = 0;
        foreach ((string name, string value) in metadata.Each())
        {
            length += name.Length + value.Length;
        }

        return length;
    }
}
