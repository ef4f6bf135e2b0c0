namespace ValetKey.Providers;

/// <summary>What became of an object that was to be made.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Object">The object; null unless it was completed.</param>
public sealed record StorageResult(StorageOutcome Outcome, StorageObject? Object = null);
