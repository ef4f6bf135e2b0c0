using Microsoft.Extensions.DependencyInjection;
using ValetKey.Local;
using ValetKey.Samples.Quickstart.Providers;

namespace ValetKey.Samples.Uploads.Storage;

/// <summary>ValetKey's own storage service, in this process on a port of its own: for a page that is another origin, as a cloud is.</summary>
internal sealed class LocalStore(string folder, string pageOrigin) : ISampleStorage
{
    private LocalStorageHost? _host;

    public string Description => $"local storage at {_host?.Url}";

    public string Container => "pictures";

    /// <summary>What <c>--provider</c> names; this, where it names none.</summary>
    public static ISampleStorage OrProvider(string name, string folder, string pageOrigin) => name switch
    {
        "s3" => new S3Provider(),
        "azure" => AzureProvider.FromEnvironment(),
        "gcs" => new GcsProvider(),
        _ => new LocalStore(folder, pageOrigin),
    };

    public async Task StartAsync() => _host = await LocalStorageHost.StartAsync(options =>
    {
        options.RootPath = folder;
        options.AllowedOrigins.Add(pageOrigin);
    });

    public void Register(IValetKeyBuilder builder) => builder.AddLocalStorage("local", options =>
    {
        options.RootPath = folder;
        options.PublicUrl = _host!.Url;
    });

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
