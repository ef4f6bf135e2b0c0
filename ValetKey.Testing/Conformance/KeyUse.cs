namespace ValetKey.Testing;

/// <summary>What the suite wants to do with a key, where only the harness knows how the service is asked for it.</summary>
/// <param name="Permission">The one permission that it takes.</param>
/// <param name="Container">The container or queue.</param>
/// <param name="Name">The object's name; with <see cref="Permissions.List"/> the prefix, which may be empty.</param>
public sealed record KeyUse(Permissions Permission, string Container, string Name)
{
    /// <summary>The version of the object.</summary>
    /// <value>Default: null; the current one.</value>
    public string? VersionId { get; init; }

    /// <summary>The bytes to upload or append, or the message.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The content type of an upload.</summary>
    /// <value>Default: null; none is sent.</value>
    public string? ContentType { get; init; }
}
