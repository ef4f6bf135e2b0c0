namespace ValetKey.Local.Storage;

/// <summary>The one use of a key, recorded together with what the key did. It is remembered until the key has expired.</summary>
internal readonly record struct SingleUse(Guid KeyId, DateTimeOffset ExpiresAt);
