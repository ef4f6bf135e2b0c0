namespace ValetKey.Local;

/// <summary>Whether a browser shows an object that is opened by itself, or saves it (the <c>Content-Disposition</c> of RFC 6266).</summary>
public enum DownloadDisposition
{
    /// <summary>
    /// Saves it (<c>attachment</c>), but for types that browsers do not run (the common kinds of picture, not SVG, of sound and of film, PDF and
    /// plain text), and where the key's <see cref="ResponseOverrides.ContentDisposition"/> says <c>inline</c>.
    /// </summary>
    AttachUnlessPassive,

    /// <summary>Saves it, but where the key's <see cref="ResponseOverrides.ContentDisposition"/> says <c>inline</c>.</summary>
    Attach,

    /// <summary>As the key says, or else as it was stored: the uploader chooses.</summary>
    AsStored,
}
