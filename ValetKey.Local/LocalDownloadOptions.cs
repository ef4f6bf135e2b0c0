namespace ValetKey.Local;

/// <summary>What a browser is told about stored objects, so that a page which a user has uploaded does not run in the application's origin.</summary>
/// <remarks><c>X-Content-Type-Options: nosniff</c> is always sent. Keys, uploads and forms are not affected.</remarks>
public sealed class LocalDownloadOptions
{
    /// <summary>The <c>Content-Security-Policy</c> of every answer; empty sends none.</summary>
    /// <value>Default: <c>default-src 'none'; sandbox</c>, which runs no script and has an origin of its own.</value>
    public string ContentSecurityPolicy { get; set; } = "default-src 'none'; sandbox";

    /// <summary>Whether a browser shows an object that is opened by itself, or saves it.</summary>
    /// <value>Default: <see cref="DownloadDisposition.AttachUnlessPassive"/>.</value>
    public DownloadDisposition Disposition { get; set; }

    /// <summary>Which pages may load an object as a picture, a film or a script without asking (the <c>Cross-Origin-Resource-Policy</c>).</summary>
    /// <value>
    /// Default: null; pages of the same site, and where <see cref="LocalStorageOptions.AllowedOrigins"/> has any, pages of any site for the types
    /// that browsers do not run: an <c>img</c> element sends no origin, so the allowed ones cannot be told from others.
    /// </value>
    public DownloadEmbedding? Embedding { get; set; }

    /// <summary>
    /// The origin of a domain that serves nothing but what users have uploaded, such as <c>https://usercontent.example</c>. Requests for its host are
    /// answered as objects were stored: shown, without a policy, for pages of any site. Requests for another host, the application's own among them,
    /// are answered as the settings above say. A proxy on the way must hand on the <c>Host</c> header.
    /// </summary>
    /// <value>Default: null.</value>
    public Uri? OwnDomain { get; set; }
}
