namespace ValetKey.Local;

/// <summary>What became of an upload that was to be completed.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Length">The object's length in bytes; 0 unless it was completed.</param>
/// <param name="ETag">The object's entity tag, in quotes; null unless it was completed.</param>
public sealed record LocalPartsResult(LocalPartsOutcome Outcome, long Length = 0, string? ETag = null);
