namespace ValetKey.Local.Storage.Parts;

/// <summary>A part that was received.</summary>
internal sealed record PartInfo(int Number, long Length, string ETag);
