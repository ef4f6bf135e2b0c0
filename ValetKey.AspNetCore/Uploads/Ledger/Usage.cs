using System.Data.Common;

namespace ValetKey.AspNetCore.Ledger;

/// <summary>How much of its quota a subject has used.</summary>
internal static class Usage
{
    /// <summary>Whether a quota allows one more upload. It is counted in the transaction that adds it.</summary>
    public static async Task<bool> HasRoomAsync(
        DbTransaction transaction, UploadRecord upload, UploadQuota quota, CancellationToken cancellationToken)
    {
        DbConnection connection = transaction.Connection!;
        string subject = UploadRows.SubjectOf(upload.Subject);

        // The row is a lock: who counts next waits until this one has added what it counts.
        await connection.ExecuteAsync(
            "INSERT INTO valetkey_subjects (uploads, subject, changed) VALUES (@uploads, @subject, @now) "
                + "ON CONFLICT (uploads, subject) DO UPDATE SET changed = excluded.changed",
            transaction,
            cancellationToken,
            ("uploads", upload.Uploads),
            ("subject", subject),
            ("now", LedgerChanges.Time(upload.Created))).ConfigureAwait(false);
        UploadUsage usage = await CountAsync(
            connection, transaction, upload.Uploads, subject, upload.Created - quota.Window, cancellationToken).ConfigureAwait(false);
        return usage.Count < quota.MaximumCount && upload.Length <= quota.MaximumBytes - usage.Bytes;
    }

    /// <summary>What counts of a subject since a moment.</summary>
    public static async Task<UploadUsage> CountAsync(
        DbConnection connection, DbTransaction? transaction, string uploads, string subject, DateTimeOffset since,
        CancellationToken cancellationToken) =>
        (await connection.ListAsync(
            "SELECT COUNT(*), CAST(COALESCE(SUM(length), 0) AS BIGINT) FROM valetkey_uploads "
                + "WHERE uploads = @uploads AND subject = @subject AND created > @since AND state NOT IN ('rejected', 'abandoned')",
            transaction,
            static row => new UploadUsage(row.GetInt64(0), row.GetInt64(1)),
            cancellationToken,
            ("uploads", uploads),
            ("subject", subject),
            ("since", LedgerChanges.Time(since))).ConfigureAwait(false))[0];
}
