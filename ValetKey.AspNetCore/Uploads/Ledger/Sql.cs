using System.Data.Common;
using System.Globalization;

namespace ValetKey.AspNetCore.Ledger;

/// <summary>Statements with named values, in few words.</summary>
internal static class Sql
{
    public static Task<int> ExecuteAsync(
        this DbConnection connection, string sql, DbTransaction? transaction, CancellationToken cancellationToken,
        params ReadOnlySpan<(string Name, object? Value)> values)
    {
        DbCommand command = Command(connection, sql, transaction, values);
        return DisposingAsync(command, command.ExecuteNonQueryAsync(cancellationToken));
    }

    /// <summary>The one number that a query gives; 0 for none.</summary>
    public static Task<long> NumberAsync(
        this DbConnection connection, string sql, DbTransaction? transaction, CancellationToken cancellationToken,
        params ReadOnlySpan<(string Name, object? Value)> values)
    {
        DbCommand command = Command(connection, sql, transaction, values);
        return DisposingAsync(command, ReadNumberAsync(command, cancellationToken));
    }

    public static Task<List<T>> ListAsync<T>(
        this DbConnection connection, string sql, DbTransaction? transaction, Func<DbDataReader, T> read, CancellationToken cancellationToken,
        params ReadOnlySpan<(string Name, object? Value)> values)
    {
        DbCommand command = Command(connection, sql, transaction, values);
        return DisposingAsync(command, ReadAllAsync(command, read, cancellationToken));
    }

    private static DbCommand Command(
        DbConnection connection, string sql, DbTransaction? transaction, ReadOnlySpan<(string Name, object? Value)> values)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach ((string name, object? value) in values)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static async Task<T> DisposingAsync<T>(DbCommand command, Task<T> work)
    {
        await using (command.ConfigureAwait(false))
        {
            return await work.ConfigureAwait(false);
        }
    }

    private static async Task<long> ReadNumberAsync(DbCommand command, CancellationToken cancellationToken) =>
        await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is { } value and not DBNull
            ? Convert.ToInt64(value, CultureInfo.InvariantCulture)
            : 0;

    private static async Task<List<T>> ReadAllAsync<T>(DbCommand command, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        List<T> found = [];
        DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                found.Add(read(reader));
            }
        }

        return found;
    }
}
