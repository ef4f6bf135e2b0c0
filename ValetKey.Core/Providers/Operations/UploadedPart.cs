namespace ValetKey.Providers;

/// <summary>A part that the storage service has received.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Revision">What tells this content of the part from another: an entity tag or a generation. Opaque, and no secret.</param>
public sealed record UploadedPart(int Number, long Length, string Revision);
