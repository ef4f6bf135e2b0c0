using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using ValetKey.AspNetCore;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.AspNetCore.Support;

/// <summary>The databases that a ledger may be in.</summary>
public enum LedgerKind
{
    Sqlite,
    Postgres,
}

/// <summary>An empty database of one kind, for as many instances as there are.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly NpgsqlDataSource? _postgres;

    private TestDatabase(string? connection) =>
        (Connection, _postgres) = (connection, connection is null ? null : NpgsqlDataSource.Create(connection));

    /// <summary>How PostgreSQL is reached; null for SQLite.</summary>
    public string? Connection { get; }

    private string SqlitePath => Path.Combine(_folder.Path, "uploads.db");

    public static async Task<TestDatabase> CreateAsync(LedgerKind kind) =>
        new(kind == LedgerKind.Sqlite ? null : await (await PostgresServer.RequireAsync()).CreateDatabaseAsync());

    public void Configure(UploadLedgerOptions options) => (options.DataSource, options.Path) = (_postgres, SqlitePath);

    /// <param name="sql">A statement.</param>
    /// <param name="folder">Where SQLite's file is, if it is somewhere else.</param>
    public async Task<List<string>> QueryAsync(string sql, string? folder = null)
    {
        DbDataSource source = _postgres ?? SqliteFactory.Instance.CreateDataSource(
            $"Data Source={(folder is null ? SqlitePath : Path.Combine(folder, "uploads.db"))}");
        await using DbConnection connection = await source.OpenConnectionAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        _folder.Dispose();
    }
}
