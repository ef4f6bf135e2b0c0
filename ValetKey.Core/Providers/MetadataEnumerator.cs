namespace ValetKey.Providers;

/// <summary>Goes through <see cref="KeyConstraints.Metadata"/>. See <see cref="MetadataExtensions.Each"/>.</summary>
public struct MetadataEnumerator
{
    private readonly IEnumerator<KeyValuePair<string, string>>? _other;
    private Dictionary<string, string>.Enumerator _usual;

    internal MetadataEnumerator(IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata is Dictionary<string, string> usual)
        {
            _usual = usual.GetEnumerator();
        }
        else
        {
            _other = metadata.GetEnumerator();
        }
    }

    /// <summary>The name and the value that were reached.</summary>
    public readonly KeyValuePair<string, string> Current => _other is null ? _usual.Current : _other.Current;

    /// <summary>Goes on to the next name, and says whether there is one.</summary>
    public bool MoveNext() => _other?.MoveNext() ?? _usual.MoveNext();

    /// <summary>For <c>foreach</c>.</summary>
    public readonly MetadataEnumerator GetEnumerator() => this;
}
