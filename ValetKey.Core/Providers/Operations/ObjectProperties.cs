using System.Collections.ObjectModel;

namespace ValetKey.Providers;

/// <summary>What is stored with an object and comes back with it.</summary>
public sealed record ObjectProperties
{
    /// <summary>The media type.</summary>
    /// <value>Default: null; the service's own default.</value>
    public string? ContentType { get; init; }

    /// <summary>The <c>Content-Disposition</c> (RFC 6266).</summary>
    /// <value>Default: null.</value>
    public string? ContentDisposition { get; init; }

    /// <summary>The <c>Cache-Control</c> (RFC 9111).</summary>
    /// <value>Default: null.</value>
    public string? CacheControl { get; init; }

    /// <summary>Metadata, by the rules of <see cref="KeyConstraints.Metadata"/>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
