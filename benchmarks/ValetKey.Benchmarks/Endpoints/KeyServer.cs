using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ValetKey.Benchmarks.Subjects;

namespace ValetKey.Benchmarks.Endpoints;

/// <summary>A minimal API in this process that answers with a key as JSON, ours or an SDK's, or with a text that was prepared.</summary>
internal sealed class KeyServer : IAsyncDisposable
{
    public const string Static = "/static";

    private readonly WebApplication _app;

    private KeyServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    public static async Task<KeyServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.ConfigureHttpJsonOptions(
            options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ValetKeyJson.TypeInfoResolver));
        WebApplication app = builder.Build();

        byte[] prepared = Encoding.UTF8.GetBytes((await Issuers.S3.IssueAsync(Requests.Download)).ToJson());
        app.MapGet(Static, () => Results.Bytes(prepared, "application/json"));
        app.MapGet("/local", () => Issuers.Local.IssueAsync(Requests.Download));
        app.MapGet("/s3", () => Issuers.S3.IssueAsync(Requests.Download));
        app.MapGet("/azure", () => Issuers.Azure.IssueAsync(Requests.AzureDownload));
        app.MapGet("/gcs", () => Issuers.Gcs.IssueAsync(Requests.Download));
        app.MapGet("/awssdk", () => new SdkKey(AwsSdk.SignDownload()));
        app.MapGet("/azuresdk", () => new SdkKey(AzureSdk.GenerateUrl()));
        app.MapGet("/googlesdk", () => new SdkKey(GoogleSdk.SignDownload()));
        await app.StartAsync();
        return new KeyServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>What an application hands out that has nothing but the URL.</summary>
    private sealed record SdkKey(string Url);
}
