using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ValetKey.Local.Storage.Sql;

/// <summary>
/// What containers and prefixes hold, and may hold at most. Triggers count, in whatever transaction and process an object changes, and refuse what
/// would be too much. (An object is saved by REPLACE, for which SQLite runs no trigger of deletion.)
/// </summary>
internal static class QuotaRows
{
    // What is refused is growth alone: a quota may be set below what is there.
    private const string Create = """
        CREATE TABLE IF NOT EXISTS quotas (
            container BLOB NOT NULL,
            prefix BLOB NOT NULL,
            most INTEGER NOT NULL,
            used INTEGER NOT NULL,
            PRIMARY KEY (container, prefix)
        ) STRICT, WITHOUT ROWID;

        CREATE TRIGGER IF NOT EXISTS quotas_count_saved BEFORE INSERT ON objects BEGIN
            UPDATE quotas
            SET used = used + NEW.length
                - coalesce((SELECT length FROM objects WHERE container = NEW.container AND name = NEW.name), 0)
            WHERE container = NEW.container AND substr(NEW.name, 1, length(prefix)) = prefix;
        END;

        CREATE TRIGGER IF NOT EXISTS quotas_count_deleted AFTER DELETE ON objects BEGIN
            UPDATE quotas SET used = used - OLD.length
            WHERE container = OLD.container AND substr(OLD.name, 1, length(prefix)) = prefix;
        END;

        CREATE TRIGGER IF NOT EXISTS quotas_refuse AFTER UPDATE OF used ON quotas
        WHEN NEW.used > NEW.most AND NEW.used > OLD.used BEGIN
            SELECT RAISE(ABORT, 'quota exceeded');
        END;
        """;

    private const string Set = """
        INSERT INTO quotas (container, prefix, most, used)
        SELECT ?1, ?2, ?3, coalesce(sum(length), 0) FROM objects WHERE container = ?1 AND substr(name, 1, length(?2)) = ?2
        """;

    /// <summary>Whether a change failed because it would have been too much.</summary>
    public static bool IsRefusal(SqliteException fault) => fault.SqliteExtendedErrorCode == raw.SQLITE_CONSTRAINT_TRIGGER;

    /// <summary>Counts what is there, and puts these quotas in the place of others.</summary>
    public static void Replace(SqliteSession session, IReadOnlyList<(string Container, string Prefix, long Most)> quotas)
    {
        if (quotas.Count == 0 && session.Number("SELECT 1 FROM sqlite_schema WHERE name = 'quotas'") is null)
        {
            return;
        }

        using DatabaseTransaction transaction = DatabaseTransaction.Begin(session);
        session.Execute(Create);
        session.Execute("DELETE FROM quotas");
        foreach ((string container, string prefix, long most) in quotas)
        {
            session.Execute(Set, Utf8Name.Encode(container), Utf8Name.Encode(prefix), most);
        }

        transaction.Commit();
    }

    public static long Used(SqliteSession session, string container, string prefix) =>
        session.Number("SELECT used FROM quotas WHERE container = ?1 AND prefix = ?2", Utf8Name.Encode(container), Utf8Name.Encode(prefix)) ?? 0;
}
