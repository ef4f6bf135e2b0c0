namespace ValetKey.Local.Storage.Parts;

/// <summary>Which part of which upload.</summary>
internal readonly record struct PartTarget(Guid Upload, int Number);
