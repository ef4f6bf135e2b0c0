namespace ValetKey.Azure;

/// <summary>Says that the scope's <see cref="KeyScope.VersionId"/> names a snapshot; without it, it names a version. Both are times as Azure writes them.</summary>
public sealed record AzureSnapshot : KeyExtra;
