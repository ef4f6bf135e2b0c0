using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ValetKey.AspNetCore;
using ValetKey.AspNetCore.Ledger;

namespace ValetKey.Benchmarks.Endpoints;

/// <summary>
/// An application that offers uploads, with a ledger or without, beside an endpoint that answers the same users with a text that was prepared.
/// </summary>
internal sealed class OfferServer : IAsyncDisposable
{
    public const string Static = "/static";
    public const string Offers = "/uploads";
    public const string Declaration = """{"name":"holiday.jpg","length":4000000,"contentType":"image/jpeg"}""";

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private OfferServer(WebApplication app, DirectoryInfo folder) => (_app, _folder) = (app, folder);

    public Uri Url => new(_app.Urls.Single());

    public static async Task<OfferServer> StartAsync(bool hasLedger)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("valetkey-offers-");
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthentication("bench").AddScheme<AuthenticationSchemeOptions, BenchUser>("bench", null);
        builder.Services.AddAuthorization();
        builder.Services.AddValetKey().AddLocalStorage("store", options => options.RootPath = Path.Combine(folder.FullName, "store"));
        builder.Services.Configure<UploadLedgerOptions>(options => options.Path = Path.Combine(folder.FullName, "uploads.db"));
        builder.Services.AddUploads<BenchUploads>("uploads", options => options.RateLimiter = null);
        if (!hasLedger)
        {
            builder.Services.AddSingleton<LedgerChanges, NoLedger>();
        }

        WebApplication app = builder.Build();
        app.MapValetKeyLocalStorage();
        app.MapUploads(Offers, "uploads");
        byte[] prepared = Encoding.UTF8.GetBytes(new string('x', 1200));
        app.MapPost(Static, () => Results.Bytes(prepared, "application/json")).RequireAuthorization();
        await app.StartAsync();
        return new OfferServer(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Writes nothing down.</summary>
    private sealed class NoLedger(LedgerDatabase database) : LedgerChanges(database)
    {
        public override Task<bool> AddAsync(
            UploadRecord upload, DateTimeOffset lookAt, UploadQuota? quota, CancellationToken cancellationToken) => Task.FromResult(true);
    }

    private sealed class BenchUploads : UploadHandler
    {
        public override ValueTask<UploadDecision> AcceptAsync(
            UploadDeclaration declaration, UploadContext context, CancellationToken cancellationToken) =>
            new(UploadDecision.Accept(KeyScope.ForObject("media", $"{context.Subject}/{context.ObjectName}")));
    }
}
