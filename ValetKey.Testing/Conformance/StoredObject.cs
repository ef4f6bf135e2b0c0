using System.Collections.ObjectModel;
using System.Text;

namespace ValetKey.Testing;

/// <summary>An object as its owner sees it, without a key.</summary>
/// <param name="Content">The bytes.</param>
public sealed record StoredObject(ReadOnlyMemory<byte> Content)
{
    /// <summary>The content type.</summary>
    /// <value>Default: null; not known.</value>
    public string? ContentType { get; init; }

    /// <summary>The metadata, with names in lower case and without the service's prefix.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    internal string Text => Encoding.UTF8.GetString(Content.Span);
}
