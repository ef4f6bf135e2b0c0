using System.Collections.Concurrent;
using Amazon.Runtime;
using ValetKey.AspNetCore;
using ValetKey.Providers;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Servers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Faults;

/// <summary>Many uploads among faults, and what must be true of all of them afterwards.</summary>
internal sealed class FaultRun : IAsyncDisposable
{
    private const int AtOnce = 8;

    /// <summary>The ledgers and the stores (whether it is the gateway): each in every run, each with each in the long form.</summary>
    public static readonly IEnumerable<TestFixtureData> Settings =
        LongRun.Fixtures(2, [LedgerKind.Sqlite, false], [LedgerKind.Postgres, true], [LedgerKind.Sqlite, true], [LedgerKind.Postgres, false]);

    private readonly TempFolder _folder = new();
    private readonly TestDatabase _database;
    private readonly HttpClient _client = TestStorage.NewClient();
    private readonly ConcurrentDictionary<string, byte[]> _contents = [];

    private FaultRun(TestDatabase database) => _database = database;

    public FaultSetup Setup { get; private set; } = null!;

    public static async Task<FaultRun> BeginAsync(LedgerKind ledger, bool isGateway)
    {
        CephGateway? gateway = isGateway ? await CephGateway.RequireAsync() : null;
        FaultRun run = new(await TestDatabase.CreateAsync(ledger));
        ImmutableCredentials? owner = gateway is null ? null : await gateway.Owner.GetCredentialsAsync();
        run.Setup = new FaultSetup(
            run._folder.Path,
            gateway is null ? "media" : await gateway.CreateBucketAsync(),
            run._database.Connection,
            gateway?.Endpoint.AbsoluteUri,
            owner?.AccessKey,
            owner?.SecretKey);
        Directory.CreateDirectory(Path.Combine(run._folder.Path, "outside"));
        await run.QueryAsync("CREATE TABLE told (id TEXT, state TEXT)");
        return run;
    }

    /// <summary>So many uploads, of which one is given up in any case.</summary>
    public Task UploadAsync(int count, int seed, Func<Random, Task<Uri>> instance) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (number, _) =>
        {
            FaultClient client = new(instance, _client, Setup.PartLength, unchecked(seed + number));
            await (number == 0 ? client.LeaveAsync() : client.RunAsync(_contents));
        });

    /// <summary>Whether the handler was told of a publication.</summary>
    public async Task<bool> HasPublishedAsync() =>
        (await QueryAsync("SELECT id, state FROM told")).Exists(told => told.EndsWith($"|{UploadState.Published}", StringComparison.Ordinal));

    /// <summary>Lets the time pass in which everything settles, and looks at what has become of every upload.</summary>
    /// <returns>How many were published, rejected and abandoned.</returns>
    public async Task<(int Published, int Rejected, int Abandoned)> CheckAsync()
    {
        await using FaultApp app = await FaultApp.StartAsync(Setup, new Trouble(0, 0, 0));
        foreach (int hours in new[] { 1, 25, 27, 80 })
        {
            app.Time.Shift = TimeSpan.FromHours(hours);
            await app.Sweep.SettleDueAsync(default);
        }

        await app.Sweep.DeleteOrphansAsync(default);
        List<UploadRecord> uploads = [];
        while (await app.Ledger.ListAsync(new UploadQuery { After = uploads.LastOrDefault(), Limit = 1000 }) is { Count: > 0 } page)
        {
            uploads.AddRange(page);
        }

        _contents.Keys.Should().BeSubsetOf(uploads.Select(upload => upload.Id));
        (await NamesAsync(app, ".staging/")).Should().BeEmpty();
        (await NamesAsync(app, "files/")).Should().BeEquivalentTo(
            uploads.Where(upload => upload.State == UploadState.Published).Select(upload => upload.Object.Name));
        (await QueryAsync("SELECT id, state FROM told")).Should().BeEquivalentTo(uploads.Select(upload => $"{upload.Id}|{upload.State}"));
        Directory.GetFiles(Path.Combine(_folder.Path, "outside")).Select(path => Path.GetFileName(path)[..32]).Distinct()
            .Should().BeEquivalentTo(uploads.Select(upload => upload.Id));
        foreach (UploadRecord upload in uploads.Where(upload => upload.State == UploadState.Published))
        {
            StorageObject stored = (await app.Store.FindAsync(upload.Object.Container, upload.Object.Name))!;
            await using Stream content = (await app.Store.OpenReadAsync(stored))!;
            using MemoryStream read = new();
            await content.CopyToAsync(read);
            read.ToArray().AsSpan().SequenceEqual(_contents[upload.Id]).Should().BeTrue("{0} is what was sent", upload.Id);
            stored.Metadata.Should().Contain("valetkeyupload", upload.Id);
        }

        return (Count(UploadState.Published), Count(UploadState.Rejected), Count(UploadState.Abandoned));

        int Count(UploadState state) => uploads.Count(upload => upload.State == state);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<List<string>> NamesAsync(FaultApp app, string prefix)
    {
        List<string> names = [];
        await foreach (StagedItem item in app.Store.ListStagedAsync(Setup.Container, prefix))
        {
            names.Add(item.Name);
        }

        return names;
    }

    private Task<List<string>> QueryAsync(string sql) => _database.QueryAsync(sql, Setup.Folder);
}
