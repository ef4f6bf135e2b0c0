namespace ValetKey.AspNetCore;

/// <summary>An object that a user may download, and how.</summary>
/// <param name="Object">The object.</param>
public sealed record Download(KeyScope Object)
{
    /// <summary>
    /// What a browser saves it as, in any script; sent as RFC 6266 has it. Where the issuer's keys cannot carry it, the request is refused: then say
    /// it when the object is published.
    /// </summary>
    /// <value>Default: null; what is stored with the object counts.</value>
    public string? FileName { get; init; }

    /// <summary>Whether a browser shows it rather than saves it, where <see cref="FileName"/> is given.</summary>
    /// <value>Default: false.</value>
    public bool Inline { get; init; }

    /// <summary>The addresses that the key opens for. It must be something that the store's keys can enforce.</summary>
    /// <value>Default: null; any.</value>
    public ClientNetwork? ClientNetwork { get; init; }
}
