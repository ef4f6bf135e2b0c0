using System.Data.Common;

namespace ValetKey.AspNetCore.Ledger;

/// <summary>The tables, in words that SQLite and PostgreSQL both know. Times are milliseconds since 1970, in UTC.</summary>
internal static class LedgerSchema
{
    private const long Version = 1;

    private const string Create = """
        CREATE TABLE IF NOT EXISTS valetkey_uploads (
            id TEXT PRIMARY KEY,
            uploads TEXT NOT NULL,
            subject TEXT NOT NULL,
            state TEXT NOT NULL,
            created BIGINT NOT NULL,
            changed BIGINT NOT NULL,
            expires BIGINT NOT NULL,
            look_at BIGINT,
            claim TEXT,
            tried BIGINT NOT NULL,
            length BIGINT NOT NULL,
            staging TEXT NOT NULL,
            part_upload TEXT,
            reason TEXT,
            details TEXT NOT NULL
        );
        CREATE INDEX IF NOT EXISTS valetkey_uploads_by_subject ON valetkey_uploads (uploads, subject, created);
        CREATE INDEX IF NOT EXISTS valetkey_uploads_by_look ON valetkey_uploads (look_at);
        CREATE TABLE IF NOT EXISTS valetkey_leases (
            name TEXT PRIMARY KEY,
            holder TEXT NOT NULL,
            until BIGINT NOT NULL
        );
        CREATE TABLE IF NOT EXISTS valetkey_subjects (
            uploads TEXT NOT NULL,
            subject TEXT NOT NULL,
            changed BIGINT NOT NULL,
            PRIMARY KEY (uploads, subject)
        );
        CREATE TABLE IF NOT EXISTS valetkey_schema (version BIGINT PRIMARY KEY);
        INSERT INTO valetkey_schema (version) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM valetkey_schema);
        """;

    // Several instances that start at once would make the tables at once, which PostgreSQL does not forgive.
    private const string LockForPostgres = "SELECT pg_advisory_xact_lock(7822081151)";

    public static async Task EnsureAsync(DbConnection connection, bool isSqlite, CancellationToken cancellationToken)
    {
        if (isSqlite)
        {
            await connection.ExecuteAsync("PRAGMA journal_mode = WAL", null, cancellationToken).ConfigureAwait(false);
        }

        DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            if (!isSqlite)
            {
                await connection.ExecuteAsync(LockForPostgres, transaction, cancellationToken).ConfigureAwait(false);
            }

            await connection.ExecuteAsync(Create, transaction, cancellationToken).ConfigureAwait(false);
            long found = await connection.NumberAsync("SELECT MAX(version) FROM valetkey_schema", transaction,
                cancellationToken).ConfigureAwait(false);
            if (found != Version)
            {
                throw new InvalidDataException(
                    $"The ledger of uploads has schema version {found}, this library reads version {Version}. Use the library that wrote it.");
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
