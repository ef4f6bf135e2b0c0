using System.Collections.ObjectModel;
using ValetKey.Local.Storage;

namespace ValetKey.Local;

/// <summary>What is stored with an object and comes back with it.</summary>
public sealed record LocalObjectProperties
{
    /// <summary>The media type.</summary>
    /// <value>Default: null; it is downloaded as <c>application/octet-stream</c>.</value>
    public string? ContentType { get; init; }

    /// <summary>The <c>Content-Disposition</c> (RFC 6266).</summary>
    public string? ContentDisposition { get; init; }

    /// <summary>The <c>Cache-Control</c>.</summary>
    public string? CacheControl { get; init; }

    /// <summary>Metadata; names are lower-case tokens, values printable ASCII.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    internal ObjectHeaders ToHeaders() => new()
    {
        ContentType = ContentType,
        ContentDisposition = ContentDisposition,
        CacheControl = CacheControl,
        Metadata = Metadata,
    };
}
