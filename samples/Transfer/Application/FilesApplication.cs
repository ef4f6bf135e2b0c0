using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ValetKey.AspNetCore;
using ValetKey.Samples.Quickstart.Providers;

namespace ValetKey.Samples.Transfer.Application;

/// <summary>The application: it says who may have which key, and has a list of what there is. No file goes through it.</summary>
internal sealed class FilesApplication : IAsyncDisposable
{
    private const string User = "me";

    private readonly WebApplication _app;

    private FilesApplication(WebApplication app, string url) => (_app, Url) = (app, new Uri(url));

    public Uri Url { get; }

    public static async Task<FilesApplication> StartAsync(CommandLine command, ISampleStorage storage)
    {
        DirectoryInfo keys = Directory.CreateDirectory(Path.Combine(command.Data, "keys"));
        FileIndex index = new(SqliteFactory.Instance.CreateDataSource($"Data Source={Path.Combine(command.Data, "files.db")}"), storage.Container);
        await index.CreateAsync();

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(command.Url);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddDataProtection().PersistKeysToFileSystem(keys);
        builder.Services.AddAuthentication().AddBearerToken();
        builder.Services.AddAuthorization();
        builder.Services.AddSingleton(index);
        storage.Register(builder.Services.AddValetKey());
        builder.Services.Configure<UploadLedgerOptions>(options => options.DataSource = index.Database);
        builder.Services.AddUploads<FileUploads>("files", options => options.MaximumLength = FileUploads.MostBytes);

        WebApplication app = builder.Build();
        app.MapPost("/signin", () => TypedResults.SignIn(
            new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, User), new Claim(ClaimTypes.Name, User)], BearerTokenDefaults.AuthenticationScheme)),
            authenticationScheme: BearerTokenDefaults.AuthenticationScheme));
        app.MapGet("/files", index.ListAsync).RequireAuthorization();
        app.MapUploads("/files/uploads", "files");
        app.MapDownloads<FileDownloads>("/files/content/{**path}", app.Services.GetRequiredService<IValetKeyIssuer>().Name);
        await app.StartAsync();
        return new FilesApplication(app, command.Url);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
