using System.Collections.ObjectModel;

namespace ValetKey.Providers;

/// <summary>An object as the storage service had it at one moment.</summary>
/// <param name="Container">The container.</param>
/// <param name="Name">The object's name.</param>
/// <param name="Length">The content's length in bytes.</param>
/// <param name="Revision">
/// What tells this content from any other that the name has borne or will bear: an entity tag or a generation. Opaque, and no secret.
/// </param>
public sealed record StorageObject(string Container, string Name, long Length, string Revision)
{
    /// <summary>The media type that is stored with it, as its uploader may have written it.</summary>
    /// <value>Default: null; none is stored.</value>
    public string? ContentType { get; init; }

    /// <summary>The metadata that is stored with it, under lower-case names.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Checksums of the whole content that the service itself computed.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<Checksum> Checksums { get; init; } = [];

    /// <summary>When it was last written, by the service's clock.</summary>
    public DateTimeOffset LastModified { get; init; }
}
