using System.Data.Common;
using ValetKey.AspNetCore;

namespace ValetKey.Samples.Transfer.Application;

/// <summary>A file that the application has.</summary>
/// <param name="Path">Its path, with slashes.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">The SHA-256 of its content, in hexadecimal digits.</param>
internal sealed record FileEntry(string Path, long Length, string Sha256);

/// <summary>The application's list of files: a table of its own, in the ledger's database.</summary>
internal sealed class FileIndex(DbDataSource database, string container)
{
    private const string Folder = "transfer/";

    public DbDataSource Database => database;

    /// <summary>The object that a file is.</summary>
    /// <exception cref="ArgumentException">There can be none of this path.</exception>
    public KeyScope ObjectOf(string path) => KeyScope.ForObject(container, Folder + path);

    public async Task CreateAsync()
    {
        await using DbCommand create = database.CreateCommand(
            "CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, length INTEGER NOT NULL, sha256 TEXT NOT NULL)");
        await create.ExecuteNonQueryAsync();
    }

    public async Task<IReadOnlyList<FileEntry>> ListAsync(CancellationToken cancellationToken)
    {
        await using DbCommand select = database.CreateCommand("SELECT path, length, sha256 FROM files ORDER BY path");
        await using DbDataReader reader = await select.ExecuteReaderAsync(cancellationToken);
        List<FileEntry> files = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            files.Add(new FileEntry(reader.GetString(0), reader.GetInt64(1), reader.GetString(2)));
        }

        return files;
    }

    public async Task<bool> HasAsync(string path, CancellationToken cancellationToken)
    {
        await using DbCommand select = database.CreateCommand("SELECT 1 FROM files WHERE path = @path");
        Add(select, "path", path);
        return await select.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>Writes down an upload that is published, in the transaction that says so: exactly once, whatever dies meanwhile.</summary>
    public static async Task AddAsync(SettledUpload upload, FileEntry file, CancellationToken cancellationToken)
    {
        await using DbCommand insert = upload.Transaction.Connection!.CreateCommand();
        insert.Transaction = upload.Transaction;
        insert.CommandText = "INSERT INTO files VALUES (@path, @length, @sha256) ON CONFLICT (path) DO UPDATE SET length = @length, sha256 = @sha256";
        Add(insert, "path", file.Path);
        Add(insert, "length", file.Length);
        Add(insert, "sha256", file.Sha256);
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Add(DbCommand command, string name, object value)
    {
        DbParameter parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
