using System.Data.Common;
using System.Globalization;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ValetKey.AspNetCore;
using ValetKey.AspNetCore.Flow;
using ValetKey.AspNetCore.Sweeping;
using ValetKey.Providers;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Servers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Faults;

/// <summary>What instances of an application share, in words that can be handed to another process.</summary>
public sealed record FaultSetup(string Folder, string Container, string? Postgres, string? Gateway, string? AccessKey, string? SecretKey)
{
    public bool IsGateway => Gateway is not null;

    /// <summary>The shortest that the store takes, which at the gateway is that of S3.</summary>
    public int PartLength => IsGateway ? 5 << 20 : 100;
}

/// <summary>An instance of an application in which much goes wrong.</summary>
public sealed class FaultApp : IAsyncDisposable
{
    private const string Name = "files";

    private readonly WebApplication _app;

    private FaultApp(WebApplication app, ShiftedTime time) => (_app, Time) = (app, time);

    public Uri Url => new(_app.Urls.First());

    public ShiftedTime Time { get; }

    public UploadLedger Ledger => _app.Services.GetRequiredService<UploadLedger>();

    public IStorageOperations Store => _app.Services.GetRequiredKeyedService<IStorageOperations>("store");

    internal UploadSweep Sweep => _app.Services.GetRequiredService<UploadSites>().Get(Name).Sweep;

    public static async Task<FaultApp> StartAsync(FaultSetup setup, Trouble trouble)
    {
        WebApplicationBuilder builder = QuietHost.CreateBuilder();
        ShiftedTime time = new();
        IServiceCollection services = builder.Services;
        services.AddSingleton<TimeProvider>(time).AddSingleton(trouble);
        UserHeader.AddTo(services);
        services.AddDataProtection().SetApplicationName(Name).PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(setup.Folder, "keys")));
        IValetKeyBuilder keys = services.AddValetKey(options => options.RequireHttps = false);
        if (setup.IsGateway)
        {
            keys.AddAmazonS3("store", options =>
            {
                options.Region = CephGateway.Region;
                options.ServiceUrl = new Uri(setup.Gateway!);
                options.Credentials = new BasicAWSCredentials(setup.AccessKey, setup.SecretKey);
            });
        }
        else
        {
            keys.AddLocalStorage("store", options => options.RootPath = Path.Combine(setup.Folder, "store"));
        }

        ServiceDescriptor inner = services.Last(service => service.ServiceType == typeof(IStorageOperations));
        services.AddKeyedSingleton<IStorageOperations>("store", (provider, key) =>
            new FailingStore((IStorageOperations)inner.KeyedImplementationFactory!(provider, key), trouble));
        services.AddOptions<UploadLedgerOptions>().Configure(options =>
        {
            options.DataSource = setup.Postgres is { } connection ? NpgsqlDataSource.Create(connection) : null;
            options.Path = Path.Combine(setup.Folder, "uploads.db");
        });
        services.AddSingleton(setup);
        services.AddUploads<FaultUploads>(Name, options =>
        {
            (options.PartThreshold, options.PartLength, options.RateLimiter) = (setup.PartLength, setup.PartLength, null);
            options.SweepEvery = TimeSpan.FromSeconds(1);
        });
        WebApplication app = builder.Build();
        if (!setup.IsGateway)
        {
            app.MapValetKeyLocalStorage();
        }

        app.MapUploads($"/{Name}", Name);
        await app.StartAsync();
        return new FaultApp(app, time);
    }

    /// <summary>The application as a process of its own: says where it is, and lives until it is killed or nobody reads its input any more.</summary>
    public static async Task RunAsync(string[] arguments)
    {
        FaultSetup setup = System.Text.Json.JsonSerializer.Deserialize<FaultSetup>(arguments[0])!;
        await using FaultApp app = await StartAsync(setup, new Trouble(int.Parse(arguments[1], CultureInfo.InvariantCulture), 0.03, 0.015));
        Console.WriteLine(app.Url);
        await Console.In.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>The clock of all, until it is put forward.</summary>
public sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}

/// <summary>Writes what it is told into the ledger's database, and fails at any moment.</summary>
public sealed class FaultUploads(FaultSetup setup, Trouble trouble) : UploadHandler
{
    public override ValueTask<UploadDecision> AcceptAsync(
        UploadDeclaration declaration, UploadContext context, CancellationToken cancellationToken) =>
        new(UploadDecision.Accept(KeyScope.ForObject(setup.Container, $"files/{context.Id}")));

    public override async ValueTask<UploadVerdict> InspectAsync(StagedUpload upload, CancellationToken cancellationToken)
    {
        trouble.Strike("inspect");
        await using Stream content = await upload.OpenReadAsync(cancellationToken);
        return upload.Upload.Length > 0 && content.ReadByte() == 'R' ? UploadVerdict.Reject("It begins with an R.") : UploadVerdict.Accept;
    }

    public override ValueTask CompletedAsync(SettledUpload upload, CancellationToken cancellationToken) => WriteAsync(upload, cancellationToken);

    public override ValueTask RejectedAsync(SettledUpload upload, CancellationToken cancellationToken) => WriteAsync(upload, cancellationToken);

    public override ValueTask AbandonedAsync(SettledUpload upload, CancellationToken cancellationToken) => WriteAsync(upload, cancellationToken);

    private async ValueTask WriteAsync(SettledUpload upload, CancellationToken cancellationToken)
    {
        await using DbCommand command = upload.Transaction.Connection!.CreateCommand();
        (command.CommandText, command.Transaction) = ($"INSERT INTO told VALUES ('{upload.Upload.Id}', '{upload.Upload.State}')", upload.Transaction);
        trouble.Strike("tell");
        await command.ExecuteNonQueryAsync(cancellationToken);
        File.WriteAllText(Path.Combine(setup.Folder, "outside", $"{upload.Upload.Id} {Guid.NewGuid():n}"), "");
        trouble.Strike("tell");
    }
}
