namespace ValetKey.Local.Storage.Sql;

/// <summary>Which single-use keys were used. Forgets a key only long after it expired, when it opens nothing anyway.</summary>
internal sealed class UseLedger
{
    private const int InsertsBetweenPurges = 256;

    // The clock that judges expiry may be another one than ours.
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    private int _inserts;

    public static bool IsUsed(SqliteSession session, Guid keyId) =>
        session.Number("SELECT 1 FROM used_keys WHERE id = ?1", Bytes(keyId)) is not null;

    public static void Purge(SqliteSession session, DateTimeOffset now) =>
        session.Execute("DELETE FROM used_keys WHERE expires < ?1", (now - Slack).ToUnixTimeMilliseconds());

    /// <summary>Records the use, if there is one to record, in the transaction at hand; false if the key was used before.</summary>
    public bool TryRecord(SqliteSession session, SingleUse? use, DateTimeOffset now)
    {
        if (use is not { } made)
        {
            return true;
        }

        if (Interlocked.Increment(ref _inserts) % InsertsBetweenPurges == 0)
        {
            Purge(session, now);
        }

        return session.Execute(
            "INSERT INTO used_keys (id, expires) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            Bytes(made.KeyId),
            made.ExpiresAt.ToUnixTimeMilliseconds()) == 1;
    }

    private static byte[] Bytes(Guid keyId) => keyId.ToByteArray(bigEndian: true);
}
