using System.Data.Common;

namespace ValetKey.AspNetCore.Ledger;

/// <summary>Everything that changes in the ledger: each a statement or a transaction, which says itself whether its time had come.</summary>
/// <remarks>
/// Who settles an upload claims it first, by a state and an end of the claim in <c>look_at</c>; when that has passed, another may. <c>look_at</c> is
/// also when a sweep looks at an upload that nobody claimed; it is null when there is nothing more to do.
/// </remarks>
internal class LedgerChanges(LedgerDatabase database)
{
    private const string Active = "state IN ('offered', 'uploading')";
    private const string Claimable = $"({Active} OR (state = 'verifying' AND look_at < @now))";
    private const string Claimed = "id = @id AND state = 'verifying' AND claim = @claim";

    /// <summary>Adds an upload.</summary>
    /// <returns>False if there is one of its id already, or its subject's quota does not allow it.</returns>
    public virtual Task<bool> AddAsync(UploadRecord upload, DateTimeOffset lookAt, UploadQuota? quota, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                if (quota is not null && !await Usage.HasRoomAsync(transaction, upload, quota, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }

                return await transaction.Connection!.ExecuteAsync(
                    "INSERT INTO valetkey_uploads "
                        + "(id, uploads, subject, state, created, changed, expires, look_at, tried, length, staging, details) "
                        + "VALUES (@id, @uploads, @subject, 'offered', @now, @now, @expires, @look, 0, @length, @staging, @details) "
                        + "ON CONFLICT (id) DO NOTHING",
                    transaction,
                    cancellationToken,
                    ("id", upload.Id),
                    ("uploads", upload.Uploads),
                    ("subject", UploadRows.SubjectOf(upload.Subject)),
                    ("now", Time(upload.Created)),
                    ("expires", Time(upload.Expires)),
                    ("look", Time(lookAt)),
                    ("length", upload.Length),
                    ("staging", upload.Plan.StagingContainer),
                    ("details", UploadRows.DetailsOf(upload))).ConfigureAwait(false) == 1;
            },
            cancellationToken);

    public async Task<UploadRecord?> FindAsync(string id, CancellationToken cancellationToken) => (await database.ReadAsync(
        connection => connection.ListAsync(
            $"SELECT {UploadRows.Columns} FROM valetkey_uploads WHERE id = @id", null, UploadRows.Read, cancellationToken, ("id", id)),
        cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>Remembers the upload in parts at the store.</summary>
    /// <returns>False if there is one already, or the upload is over.</returns>
    public Task<bool> TrySetPartUploadAsync(string id, string partUpload, DateTimeOffset now, CancellationToken cancellationToken) => ChangeAsync(
        $"UPDATE valetkey_uploads SET part_upload = @part, state = 'uploading', changed = @now WHERE id = @id AND part_upload IS NULL AND {Active}",
        cancellationToken,
        ("id", id),
        ("part", partUpload),
        ("now", Time(now)));

    /// <summary>Takes on an upload, to settle it.</summary>
    /// <returns>Null if it is settled, or somebody else has it.</returns>
    public async Task<UploadRecord?> TryClaimAsync(
        string id, string claim, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        List<UploadRecord> claimed = await database.WriteAsync(
            transaction => transaction.Connection!.ListAsync(
                "UPDATE valetkey_uploads SET state = 'verifying', claim = @claim, look_at = @until, changed = @now "
                    + $"WHERE id = @id AND {Claimable} RETURNING {UploadRows.Columns}",
                transaction,
                UploadRows.Read,
                cancellationToken,
                ("id", id),
                ("claim", claim),
                ("now", Time(now)),
                ("until", Time(until))),
            cancellationToken).ConfigureAwait(false);
        return claimed.FirstOrDefault();
    }

    /// <summary>Keeps a claim, and says that publishing may have begun, or why the upload is being rejected.</summary>
    /// <returns>False if it is another's by now.</returns>
    public Task<bool> TryKeepAsync(
        string id, string claim, DateTimeOffset until, bool publishes, CancellationToken cancellationToken, string? reason = null) => ChangeAsync(
        "UPDATE valetkey_uploads SET look_at = @until, tried = CASE WHEN @publishes = 1 THEN 1 ELSE tried END, "
            + $"reason = COALESCE(@reason, reason) WHERE {Claimed}",
        cancellationToken,
        ("id", id),
        ("claim", claim),
        ("until", Time(until)),
        ("publishes", publishes ? 1L : 0L),
        ("reason", reason));

    /// <summary>Gives a claim back: the upload is not there yet, or the store does not answer.</summary>
    public Task<bool> ReleaseAsync(string id, string claim, DateTimeOffset now, DateTimeOffset lookAt, CancellationToken cancellationToken) =>
        ChangeAsync(
        "UPDATE valetkey_uploads SET state = CASE WHEN part_upload IS NULL THEN 'offered' ELSE 'uploading' END, claim = NULL, look_at = @look, "
            + $"changed = @now WHERE {Claimed}",
        cancellationToken,
        ("id", id),
        ("claim", claim),
        ("look", Time(lookAt)),
        ("now", Time(now)));

    /// <summary>Settles an upload, with what the application does in the same transaction.</summary>
    /// <returns>False, and nothing was done, if the claim is another's by now.</returns>
    public Task<bool> TrySettleAsync(
        UploadRecord settled, string claim, Func<DbTransaction, ValueTask> within, CancellationToken cancellationToken) => database.WriteAsync(
            async transaction =>
            {
                bool isOurs = await transaction.Connection!.ExecuteAsync(
                    $"UPDATE valetkey_uploads SET state = @state, reason = @reason, changed = @now, claim = NULL, look_at = NULL WHERE {Claimed}",
                    transaction,
                    cancellationToken,
                    ("id", settled.Id),
                    ("claim", claim),
                    ("state", UploadRows.NameOf(settled.State)),
                    ("reason", settled.Reason),
                    ("now", Time(settled.Changed))).ConfigureAwait(false) == 1;
                if (isOurs)
                {
                    await within(transaction).ConfigureAwait(false);
                }

                return isOurs;
            },
            cancellationToken);

    /// <summary>Uploads that nobody works on and whose time has come to be looked at.</summary>
    public Task<List<UploadRecord>> ListDueAsync(string uploads, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.ListAsync(
                $"SELECT {UploadRows.Columns} FROM valetkey_uploads WHERE look_at < @now AND uploads = @uploads ORDER BY look_at LIMIT @limit",
                null,
                UploadRows.Read,
                cancellationToken,
                ("now", Time(now)),
                ("uploads", uploads),
                ("limit", (long)limit)),
            cancellationToken);

    /// <summary>The containers in which uploads are or were staged.</summary>
    public Task<List<string>> ListStagingAsync(string uploads, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.ListAsync(
            "SELECT DISTINCT staging FROM valetkey_uploads WHERE uploads = @uploads",
            null,
            static row => row.GetString(0),
            cancellationToken,
            ("uploads", uploads)),
        cancellationToken);

    /// <summary>Forgets what was settled before a moment.</summary>
    public Task<int> ForgetAsync(string uploads, DateTimeOffset before, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            await ForgetAsync("DELETE FROM valetkey_subjects WHERE uploads = @uploads AND changed < @before").ConfigureAwait(false);
            return await ForgetAsync("DELETE FROM valetkey_uploads WHERE uploads = @uploads AND look_at IS NULL AND changed < @before")
                .ConfigureAwait(false);

            Task<int> ForgetAsync(string sql) => transaction.Connection!.ExecuteAsync(
                sql, transaction, cancellationToken, ("uploads", uploads), ("before", Time(before)));
        },
        cancellationToken);

    /// <summary>Takes or keeps a lease that one at a time has.</summary>
    public Task<bool> TryLeaseAsync(string name, string holder, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        ChangeAsync(
            "INSERT INTO valetkey_leases (name, holder, until) VALUES (@name, @holder, @until) "
                + "ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until "
                + "WHERE valetkey_leases.holder = excluded.holder OR valetkey_leases.until < @now",
            cancellationToken,
            ("name", name),
            ("holder", holder),
            ("now", Time(now)),
            ("until", Time(until)));

    public static long Time(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private async Task<bool> ChangeAsync(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] values) =>
        await database.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync(sql, transaction, cancellationToken, values), cancellationToken)
            .ConfigureAwait(false) == 1;
}
