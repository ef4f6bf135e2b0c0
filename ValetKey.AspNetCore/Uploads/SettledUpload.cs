using System.Data.Common;
using ValetKey.Providers;

namespace ValetKey.AspNetCore;

/// <summary>An upload whose fate is settled, in the transaction that settles it.</summary>
public sealed class SettledUpload
{
    internal SettledUpload(UploadRecord upload, StorageObject? content, DbTransaction transaction) =>
        (Upload, Content, Transaction) = (upload, content, transaction);

    /// <summary>The upload, in its final state.</summary>
    public UploadRecord Upload { get; }

    /// <summary>The published object; null unless it was published.</summary>
    public StorageObject? Content { get; }

    /// <summary>
    /// The ledger's transaction, to which rows of the application's own in the same database can be added: they are there exactly if the ledger says
    /// so, and once. It is committed after the handler's method; do not end it, and do not keep it waiting, since with SQLite nobody else writes
    /// meanwhile.
    /// </summary>
    public DbTransaction Transaction { get; }
}
