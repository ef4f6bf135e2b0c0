namespace ValetKey.Local.Storage;

/// <summary>Part of a listing. The next part starts after <see cref="NextMarker"/>; null: this is the last one.</summary>
internal sealed record ListPage(
    IReadOnlyList<ObjectInfo> Objects,
    IReadOnlyList<string> CommonPrefixes,
    string? NextMarker);
