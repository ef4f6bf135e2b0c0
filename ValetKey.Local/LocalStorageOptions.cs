namespace ValetKey.Local;

/// <summary>Where a local storage service keeps its objects and where clients find it. Read at start; changes count after a restart.</summary>
public sealed class LocalStorageOptions
{
    /// <summary>
    /// The folder for objects, the database and the signing keys; made on first use, readable by this user alone. Relative paths count from
    /// the working directory. Several processes may share it.
    /// </summary>
    /// <value>Required; there is no default.</value>
    public string RootPath { get; set; } = "";

    /// <summary>
    /// The absolute http or https URL at which clients reach the service, without query. Needed where the service stands behind a proxy or in another
    /// process.
    /// </summary>
    /// <value>Default: null; the first address that this host listens on, with the path that the service is mapped to.</value>
    public Uri? PublicUrl { get; set; }

    /// <summary>The origins whose pages may call the service from a browser, such as <c>https://app.example</c>; <c>*</c> means any.</summary>
    /// <remarks>A host in other scripts is matched in punycode too, as browsers send it.</remarks>
    /// <value>Default: empty; no other origin may.</value>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>What a browser is told about stored objects.</summary>
    /// <value>Default: what runs is saved instead of shown, and runs nowhere.</value>
    public LocalDownloadOptions Downloads { get; } = new();

    /// <summary>How queues behave.</summary>
    /// <value>Default: messages of up to 64 KiB, kept for a week, received up to five times.</value>
    public LocalQueueOptions Queues { get; } = new();

    /// <summary>How much the service takes on, how long it keeps it, and how much it keeps.</summary>
    /// <value>Default: no limit but 16 MiB that uploads leave free on the disk.</value>
    public LocalLimitOptions Limits { get; } = new();
}
