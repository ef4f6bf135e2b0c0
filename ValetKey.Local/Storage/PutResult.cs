namespace ValetKey.Local.Storage;

/// <summary>What became of an upload, with the object as it was stored, if it was.</summary>
internal sealed record PutResult(PutOutcome Outcome, ObjectInfo? Stored = null);
