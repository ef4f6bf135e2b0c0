namespace ValetKey.Providers;

/// <summary>What a storage service asks of the parts of an upload.</summary>
/// <param name="MinimumLength">The length in bytes that every part but the last has at least.</param>
/// <param name="MaximumLength">The length in bytes that no part exceeds.</param>
/// <param name="MaximumCount">How many parts make an object at most; up to <see cref="KeyScope.MaximumPartNumber"/>.</param>
public sealed record PartLimits(long MinimumLength, long MaximumLength, int MaximumCount)
{
    /// <summary>The checksums that the key of a part may ask for, as far as the signer can bind them.</summary>
    /// <value>Default: all.</value>
    public ConstraintKinds Checksums { get; init; } =
        ConstraintKinds.ChecksumMd5 | ConstraintKinds.ChecksumSha256 | ConstraintKinds.ChecksumCrc32C | ConstraintKinds.ChecksumCrc64Nvme;
}
