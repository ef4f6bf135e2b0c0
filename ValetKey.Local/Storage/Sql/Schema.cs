namespace ValetKey.Local.Storage.Sql;

internal static class Schema
{
    private const long Version = 1;

    // Names are kept as UTF-8 bytes: their order is the listing's order, and no character is special.
    private const string Create = """
        CREATE TABLE objects (
            container BLOB NOT NULL,
            name BLOB NOT NULL,
            file TEXT NOT NULL,
            length INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            headers TEXT NOT NULL,
            md5 BLOB NOT NULL,
            sha256 BLOB,
            crc32c BLOB,
            crc64nvme BLOB,
            PRIMARY KEY (container, name)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX objects_by_file ON objects (file);

        CREATE TABLE used_keys (
            id BLOB PRIMARY KEY,
            expires INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX used_keys_by_expiry ON used_keys (expires);

        PRAGMA user_version = 1;
        """;

    public static void Ensure(SqliteSession session)
    {
        using WriteTransaction transaction = WriteTransaction.Begin(session);
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

        transaction.Commit();
    }
}
