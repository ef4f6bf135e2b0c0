namespace ValetKey.Client;

/// <summary>How far a transfer has come.</summary>
/// <param name="Transferred">The bytes that are through. It falls when a part has to be sent again.</param>
/// <param name="Total">All bytes; null where the store does not say how many there are.</param>
public readonly record struct TransferProgress(long Transferred, long? Total);
