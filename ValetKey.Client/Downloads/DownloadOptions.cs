namespace ValetKey.Client;

/// <summary>How an object is downloaded.</summary>
public sealed record DownloadOptions
{
    /// <summary>How many bytes are asked for at once, 64 KiB to 256 MiB. What has fewer comes in one piece.</summary>
    /// <value>Default: 8 MiB.</value>
    public int RangeLength { get; init; } = 8 << 20;

    /// <summary>The most requests to the store at once, if fewer than <see cref="ValetKeyClientOptions.MaximumParallelism"/>; 1 or more.</summary>
    /// <value>Default: null; as many as the client's options say.</value>
    public int? MaximumParallelism { get; init; }

    /// <summary>Whether a file that is there is replaced. It is in one step, when all has come.</summary>
    /// <value>Default: false; that is a fault.</value>
    public bool Overwrite { get; init; }

    /// <summary>
    /// Whether the file is on the disk itself before it gets its name. Else the system writes it within seconds, as it does for other tools, and a
    /// power failure before that can leave a file with less in it.
    /// </summary>
    /// <value>Default: false.</value>
    public bool FlushToDisk { get; init; }
}
