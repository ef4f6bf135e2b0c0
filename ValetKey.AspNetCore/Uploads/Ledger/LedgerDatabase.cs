using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace ValetKey.AspNetCore.Ledger;

/// <summary>The ledger's database: its schema, made on first use, and transactions.</summary>
/// <remarks>
/// SQLite has one writer. Those of this process wait for each other here, without a thread; its own waiting, for other processes, sleeps.
/// </remarks>
internal sealed class LedgerDatabase(IOptions<UploadLedgerOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _opening = new(1, 1);
    private DbDataSource? _source;
    private bool _isSqlite;

    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        DbConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await work(connection).ConfigureAwait(false);
        }
    }

    /// <summary>Runs the work in a transaction, which is committed if the work returns.</summary>
    public async Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        DbConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            if (!_isSqlite)
            {
                return await RunAsync(connection, work, cancellationToken).ConfigureAwait(false);
            }

            await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await RunAsync(connection, work, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _writing.Release();
            }
        }
    }

    public void Dispose()
    {
        _writing.Dispose();
        _opening.Dispose();
        if (options.Value.DataSource is null)
        {
            _source?.Dispose();
        }
    }

    private static async Task<T> RunAsync<T>(DbConnection connection, Func<DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            T result = await work(transaction).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        DbDataSource source = _source ?? await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<DbDataSource> PrepareAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_source is null)
            {
                DbDataSource source = options.Value.DataSource ?? SqliteFactory.Instance.CreateDataSource(
                    new SqliteConnectionStringBuilder { DataSource = options.Value.Path }.ConnectionString);
                DbConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    _isSqlite = connection is SqliteConnection;
                    await LedgerSchema.EnsureAsync(connection, _isSqlite, cancellationToken).ConfigureAwait(false);
                }

                _source = source;
            }

            return _source;
        }
        finally
        {
            _opening.Release();
        }
    }
}
