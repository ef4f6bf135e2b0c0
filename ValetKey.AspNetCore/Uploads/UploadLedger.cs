using ValetKey.AspNetCore.Ledger;

namespace ValetKey.AspNetCore;

/// <summary>What was and is being uploaded. From the services; thread-safe.</summary>
public sealed class UploadLedger
{
    private const int LargestPage = 1000;

    private readonly LedgerDatabase _database;
    private readonly LedgerChanges _changes;
    private readonly TimeProvider _time;

    internal UploadLedger(LedgerDatabase database, LedgerChanges changes, TimeProvider time) => (_database, _changes,
        _time) = (database, changes, time);

    /// <summary>One upload; null if there is none, or it was forgotten.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<UploadRecord?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _changes.FindAsync(id, cancellationToken);
    }

    /// <summary>Uploads, the newest first.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<UploadRecord>> ListAsync(UploadQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, LargestPage);
        List<string> conditions = ["1 = 1"];
        List<(string, object?)> values = [("limit", (long)query.Limit)];
        Add(query.Uploads, "uploads = @uploads", "uploads");
        Add(query.Subject, "subject = @subject", "subject");
        Add(query.State is { } state ? UploadRows.NameOf(state) : null, "state = @state", "state");
        if (query.After is { } after)
        {
            conditions.Add("(created < @created OR (created = @created AND id < @id))");
            values.AddRange([("created", LedgerChanges.Time(after.Created)), ("id", after.Id)]);
        }

        string sql = $"SELECT {UploadRows.Columns} FROM valetkey_uploads WHERE {string.Join(" AND ", conditions)} "
            + "ORDER BY created DESC, id DESC LIMIT @limit";
        return await _database.ReadAsync(
            connection => connection.ListAsync(sql, null, UploadRows.Read, cancellationToken, [.. values]), cancellationToken).ConfigureAwait(false);

        void Add(string? value, string condition, string name)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                values.Add((name, value));
            }
        }
    }

    /// <summary>What a user has uploaded and is uploading. Rejected and abandoned uploads do not count.</summary>
    /// <param name="uploads">The name under which the uploads were registered.</param>
    /// <param name="subject">The user; null for all anonymous ones.</param>
    /// <param name="window">How far back.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<UploadUsage> UsageAsync(string uploads, string? subject, TimeSpan window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uploads);
        DateTimeOffset since = _time.GetUtcNow() - window;
        return _database.ReadAsync(
            connection => Usage.CountAsync(connection, null, uploads, UploadRows.SubjectOf(subject), since, cancellationToken),
            cancellationToken);
    }
}
