namespace ValetKey.AspNetCore;

/// <summary>What somebody has uploaded, or is uploading.</summary>
/// <param name="Count">How many uploads.</param>
/// <param name="Bytes">How many bytes, as declared.</param>
public sealed record UploadUsage(long Count, long Bytes);
