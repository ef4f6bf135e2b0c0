namespace ValetKey.Local;

/// <summary>A part of an upload that was received.</summary>
/// <param name="Number">Its number, from 1 to <see cref="KeyScope.MaximumPartNumber"/>.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="ETag">Its entity tag, in quotes, as the client was answered with.</param>
public sealed record LocalPart(int Number, long Length, string ETag);
