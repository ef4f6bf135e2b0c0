using System.Data.Common;
using Microsoft.Extensions.Options;
using ValetKey.AspNetCore;
using ValetKey.AspNetCore.Ledger;
using ValetKey.Providers;
using ValetKey.Tests.AspNetCore.Support;

namespace ValetKey.Tests.AspNetCore.Ledger;

/// <summary>Tests of the ledger's changes, by several instances of an application over one database.</summary>
internal abstract class UploadLedgerTests(LedgerKind kind)
{
    protected static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly List<LedgerDatabase> _instances = [];

    protected TestDatabase Database { get; private set; } = null!;

    protected LedgerChanges One { get; private set; } = null!;

    protected LedgerChanges Other { get; private set; } = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        Database = await TestDatabase.CreateAsync(kind);
        (One, Other) = (New(), New());
    }

    [TearDown]
    public async Task DisposeAsync()
    {
        _instances.ForEach(instance => instance.Dispose());
        _instances.Clear();
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
    }

    protected LedgerChanges New() => new(NewDatabase());

    protected LedgerDatabase NewDatabase()
    {
        UploadLedgerOptions options = new();
        Database.Configure(options);
        LedgerDatabase database = new(Options.Create(options));
        _instances.Add(database);
        return database;
    }

    protected static UploadRecord Record(string id, string? subject = "anna", long length = 10, TimeSpan age = default,
        string uploads = "pictures") => new()
        {
            Id = id,
            Uploads = uploads,
            Subject = subject,
            State = UploadState.Offered,
            Created = Start - age,
            Changed = Start - age,
            Expires = Start - age + TimeSpan.FromDays(1),
            FileName = "a.txt",
            Length = length,
            Object = KeyScope.ForObject("media", $"pictures/{id}"),
            Plan = new UploadPlan { StagingContainer = "media", StagingName = $".staging/{id}", Properties = new ObjectProperties() },
        };

    protected async Task AddAsync(params UploadRecord[] uploads)
    {
        foreach (UploadRecord upload in uploads)
        {
            (await One.AddAsync(upload, upload.Created, quota: null, default)).Should().BeTrue();
        }
    }

    protected static Task<UploadRecord?> ClaimAsync(LedgerChanges ledger, string id, string claim, TimeSpan at = default) =>
        ledger.TryClaimAsync(id, claim, Start + at, Start + at + TimeSpan.FromSeconds(30), default);

    protected async Task<UploadState> StateOfAsync(string id) => (await Other.FindAsync(id, default))!.State;

    protected static Task<bool> SettleAsync(LedgerChanges ledger, UploadRecord upload, string claim, Func<DbTransaction, ValueTask>? within = null) =>
        ledger.TrySettleAsync(
            upload with { State = UploadState.Published, Changed = Start + TimeSpan.FromSeconds(5) }, claim, within ?? (_ => default), default);

    protected static async Task ExecuteAsync(DbTransaction transaction, string sql)
    {
        await using DbCommand command = transaction.Connection!.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        await command.ExecuteNonQueryAsync();
    }
}
