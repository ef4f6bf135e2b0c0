using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ValetKey.Local.Storage.Sql;

/// <summary>A connection and its statements, prepared once each. For one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int PatienceInSeconds = 30;

    // The low byte says what happened, the rest why.
    private const int PrimaryResult = 0xFF;

    private const int HasMovedQuestion = 20; // SQLITE_FCNTL_HAS_MOVED.

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    /// <param name="path">The file.</param>
    /// <param name="mayCreate">Whether a missing one is made.</param>
    public SqliteSession(string path, bool mayCreate = true)
    {
        SqliteConnectionStringBuilder settings = new()
        {
            DataSource = path,
            Mode = mayCreate ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = PatienceInSeconds,
        };
        _connection = new SqliteConnection(settings.ConnectionString);

        try
        {
            _connection.Open();

            // FULL, since the old content is deleted after the commit: the commit must not be lost to a power cut.
            Execute("PRAGMA journal_mode = WAL");
            Execute("PRAGMA synchronous = FULL");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public bool IsInTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    /// <summary>
    /// Whether another file than the one that was opened lies under the path by now, or none: what were written here would be lost. Windows does not
    /// tell, and lets nobody move a file that is open.
    /// </summary>
    public bool HasMoved =>
        FileControl(_connection.Handle!, IntPtr.Zero, HasMovedQuestion, out int answer) == raw.SQLITE_OK && answer != 0;

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteNonQuery();

    /// <summary>False, at once, if another connection is in the way.</summary>
    public bool TryExecute(string sql)
    {
        int result = raw.sqlite3_exec(_connection.Handle, sql);

        if ((result & PrimaryResult) == raw.SQLITE_BUSY)
        {
            return false;
        }

        SqliteException.ThrowExceptionForRC(result, _connection.Handle);
        return true;
    }

    public SqliteDataReader Query(string sql, params ReadOnlySpan<object?> values) => Bind(sql, values).ExecuteReader();

    public long? Number(string sql, params ReadOnlySpan<object?> values) => (long?)Bind(sql, values).ExecuteScalar();

    public void Dispose()
    {
        foreach (SqliteCommand statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>Binds the values to the parameters ?1, ?2 and so on.</summary>
    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out SqliteCommand? statement))
        {
            statement = Create(sql, values.Length);
            _statements.Add(sql, statement);
        }

        for (int i = 0; i < values.Length; i++)
        {
            statement.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return statement;
    }

    // The wrapper has no method for it.
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(sqlite3 database, IntPtr name, int question, out int answer);

    // Every statement in this store is a constant; no value is ever part of one.
    private SqliteCommand Create(string sql, int parameters)
    {
        SqliteCommand statement = new(sql, _connection);

        for (int i = 1; i <= parameters; i++)
        {
            statement.Parameters.Add(new SqliteParameter { ParameterName = $"?{i}" });
        }

        return statement;
    }
}
