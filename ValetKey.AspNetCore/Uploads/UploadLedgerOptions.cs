using System.Data.Common;

namespace ValetKey.AspNetCore;

/// <summary>Where the ledger of uploads is.</summary>
public sealed class UploadLedgerOptions
{
    /// <summary>
    /// The database: PostgreSQL's (<c>NpgsqlDataSource</c>), which several machines share, or SQLite's. Tables begin with <c>valetkey_</c>, and are
    /// made when they are missing. It stays the application's to dispose.
    /// </summary>
    /// <value>Default: null; the SQLite file at <see cref="Path"/>.</value>
    public DbDataSource? DataSource { get; set; }

    /// <summary>The SQLite file, which several processes of one machine may share. Made if it is missing.</summary>
    /// <value>Default: <c>uploads.db</c> in the working folder.</value>
    public string Path { get; set; } = "uploads.db";
}
