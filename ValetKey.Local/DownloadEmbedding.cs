namespace ValetKey.Local;

/// <summary>Which pages may load an object without asking: the values of <c>Cross-Origin-Resource-Policy</c> (Fetch Standard, 3.6).</summary>
public enum DownloadEmbedding
{
    /// <summary>Pages of the store's own origin.</summary>
    SameOrigin,

    /// <summary>Pages of the same registrable domain, such as those of <c>app.example.com</c> for <c>files.example.com</c>.</summary>
    SameSite,

    /// <summary>Pages of any site.</summary>
    CrossOrigin,
}
