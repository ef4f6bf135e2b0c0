using ValetKey.Providers;

namespace ValetKey.AspNetCore;

/// <summary>Where an accepted upload goes, and what is stored with it.</summary>
/// <param name="Object">The object that it becomes when it is published.</param>
public sealed record UploadTarget(KeyScope Object)
{
    /// <summary>What is stored with the object.</summary>
    /// <value>
    /// Default: the declared media type and nothing else. Metadata always has <c>valetkeyupload</c> beside it, the upload's id, by which a
    /// publishing that was interrupted is known again.
    /// </value>
    public ObjectProperties? Properties { get; init; }

    /// <summary>Whether an object that is there already is replaced. If not, the upload is rejected then.</summary>
    /// <value>Default: false.</value>
    public bool Overwrite { get; init; }

    /// <summary>The addresses that keys open for. It must be something that the store's keys can enforce.</summary>
    /// <value>Default: null; any.</value>
    public ClientNetwork? ClientNetwork { get; init; }

    /// <summary>What the application calls it, such as the key of a row of its own: up to 200 characters, which the client is told.</summary>
    /// <value>Default: null.</value>
    public string? Reference { get; init; }
}
