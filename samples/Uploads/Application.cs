using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ValetKey.AspNetCore;
using ValetKey.Samples.Quickstart.Providers;
using ValetKey.Samples.Uploads.Pages;
using ValetKey.Samples.Uploads.Pictures;
using ValetKey.Samples.Uploads.Storage;

namespace ValetKey.Samples.Uploads;

/// <summary>The web application: two registrations and two mappings are ValetKey's, the rest is its own.</summary>
internal static class Application
{
    /// <summary>The name of the uploads, and the path of their endpoints.</summary>
    public const string Uploads = "pictures";

    // As short as S3 takes them: so little is sent again after a pause.
    private const int PartLength = 5 << 20;

    public static async Task RunAsync(CommandLine arguments, ISampleStorage storage)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot") });
        builder.WebHost.UseUrls(arguments.Url);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddDataProtection().PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(arguments.Data, "keys")));
        builder.Services.AddSignIn();

        storage.Register(builder.Services.AddValetKey());
        builder.Services.AddSingleton(storage);
        builder.Services.Configure<UploadLedgerOptions>(options => options.Path = Path.Combine(arguments.Data, "uploads.db"));
        builder.Services.AddUploads<PictureUploads>(Uploads, options =>
        {
            options.MaximumLength = PictureUploads.MostBytes;
            options.PartLength = PartLength;
        });

        await using WebApplication app = builder.Build();
        IValetKeyIssuer issuer = app.Services.GetRequiredService<IValetKeyIssuer>();
        RequiredRules rules = await RequiredRules.FindAsync(issuer, storage.Container, arguments.Url);
        app.UseStaticPages(rules.StoreOrigin);
        app.MapSignIn();
        app.MapPages(keysHaveHeaders: arguments.Provider == "azure");
        app.MapUploads($"/{Uploads}", Uploads);
        app.MapValetKeyScript();
        app.MapUppy("/uppy", Uploads);
        app.MapDownloads<Downloads>($"/{Uploads}/{{id}}/content", issuer.Name);

        Console.WriteLine($"Uploads go to {storage.Description}. What else is kept lies in {arguments.Data}.");
        rules.Print(arguments.Provider);
        await app.StartAsync();
        Console.WriteLine($"Open {arguments.Url}");
        await app.WaitForShutdownAsync();
    }
}
