namespace ValetKey.Client;

/// <summary>What was downloaded, as the store describes it.</summary>
/// <param name="Length">How many bytes it has.</param>
public sealed record DownloadedObject(long Length)
{
    /// <summary>The entity tag, in its quotes; null if the store gives none.</summary>
    public string? ETag { get; init; }

    /// <summary>The media type; null if the store gives none.</summary>
    public string? ContentType { get; init; }
}
