using ValetKey.Local.Queues;

namespace ValetKey.Local.Storage.Sql;

internal static class Schema
{
    private const long Version = 3;

    // Names are kept as UTF-8 bytes: their order is the listing's order, and no character is special.
    private const string Create = """
        CREATE TABLE objects (
            container BLOB NOT NULL,
            name BLOB NOT NULL,
            content BLOB NOT NULL,
            length INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            headers TEXT NOT NULL,
            etag TEXT NOT NULL,
            PRIMARY KEY (container, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE pieces (
            content BLOB NOT NULL,
            number INTEGER NOT NULL,
            length INTEGER NOT NULL,
            md5 BLOB NOT NULL,
            file TEXT,
            data BLOB,
            PRIMARY KEY (content, number)
        ) STRICT;
        CREATE UNIQUE INDEX pieces_by_file ON pieces (file) WHERE file IS NOT NULL;

        CREATE TABLE uploads (
            id BLOB PRIMARY KEY,
            container BLOB NOT NULL,
            name BLOB NOT NULL,
            began INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX uploads_by_beginning ON uploads (began);

        CREATE TABLE used_keys (
            id BLOB PRIMARY KEY,
            expires INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX used_keys_by_expiry ON used_keys (expires);

        PRAGMA user_version = 3;
        """;

    public static void Ensure(SqliteSession session)
    {
        using DatabaseTransaction transaction = DatabaseTransaction.Begin(session);
        long found = session.Number("PRAGMA user_version") ?? 0;

        if (found is not (0 or Version))
        {
            throw new InvalidDataException(
                $"The store has schema version {found}, this library reads version {Version}. Use the library that wrote it.");
        }

        if (found == 0)
        {
            session.Execute(Create);
        }

        session.Execute(QueueSchema.Create);

        transaction.Commit();
    }
}
