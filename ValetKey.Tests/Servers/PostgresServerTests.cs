using Npgsql;

namespace ValetKey.Tests.Servers;

/// <summary>PostgreSQL keeps what was committed, and lets one of two that race win.</summary>
internal sealed class PostgresServerTests
{
    [Test]
    public async Task Databases_have_nothing_in_common()
    {
        PostgresServer server = await PostgresServer.RequireAsync();
        await using NpgsqlDataSource one = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await using NpgsqlDataSource other = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await ExecuteAsync(one, "CREATE TABLE kept (text text)");
        await ExecuteAsync(one, "INSERT INTO kept VALUES ('käse 🗝️')");

        await using NpgsqlCommand read = one.CreateCommand("SELECT text FROM kept");
        Func<Task> elsewhere = () => ExecuteAsync(other, "SELECT text FROM kept");

        (await read.ExecuteScalarAsync()).Should().Be("käse 🗝️");
        (await elsewhere.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.UndefinedTable);
    }

    [Test]
    public async Task Of_many_that_take_one_row_at_once_one_does()
    {
        PostgresServer server = await PostgresServer.RequireAsync();
        await using NpgsqlDataSource data = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await ExecuteAsync(data, "CREATE TABLE row (owner int)");
        await ExecuteAsync(data, "INSERT INTO row VALUES (NULL)");

        int[] taken = await Task.WhenAll(Enumerable.Range(1, 32).Select(
            racer => ExecuteAsync(data, $"UPDATE row SET owner = {racer} WHERE owner IS NULL")));

        taken.Sum().Should().Be(1);
    }

    private static async Task<int> ExecuteAsync(NpgsqlDataSource data, string text)
    {
        await using NpgsqlCommand command = data.CreateCommand(text);
        return await command.ExecuteNonQueryAsync();
    }
}
