using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.AspNetCore;
using ValetKey.Client;
using ValetKey.Providers;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Client.Support;

/// <summary>An application with uploads, downloads and keys on local storage, and Anna's clients of it, whose clock is another.</summary>
public sealed class ClientHost : IAsyncDisposable
{
    public const string Uploads = "pictures";
    public const int PartLength = 64 << 10;

    private readonly TempFolder _folder = new();

    private ClientHost(UploadApp app) => App = app;

    public UploadApp App { get; }

    public static async Task<ClientHost> StartAsync(
        Action<IServiceCollection>? services = null, Action<WebApplication>? map = null, Action<UploadsOptions>? configure = null)
    {
        UploadApp app = await UploadApp.StartAsync(
            options =>
            {
                (options.PartThreshold, options.PartLength) = (PartLength, PartLength);
                configure?.Invoke(options);
            },
            added =>
            {
                added.AddSingleton<Func<string, Download?>>(Find);
                services?.Invoke(added);
            },
            (web, _) =>
            {
                map?.Invoke(web);
                web.MapDownloads<NamedDownloads>("/files/{name}", "store");
                web.MapKeys<TestKeys>("/keys", "store");
            });
        return new ClientHost(app);
    }

    /// <summary>Clients in a process of their own, so to say.</summary>
    public ClientProcess NewProcess(
        Action<ValetKeyClientOptions>? configure = null, string user = "anna", Action<IServiceCollection>? services = null) =>
        new(App.Url, user, configure, services: services);

    /// <summary>A file with bytes that can be told from each other.</summary>
    public string NewFile(int length, int seed = 1)
    {
        string path = _folder.File(Guid.NewGuid().ToString("n"));
        File.WriteAllBytes(path, Content(length, seed));
        return path;
    }

    public string NewPath() => _folder.File(Guid.NewGuid().ToString("n"));

    public static byte[] Content(int length, int seed = 1)
    {
        byte[] content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }

    /// <summary>What is stored under the name that an upload was published by.</summary>
    public async Task<byte[]> StoredAsync(PublishedUpload upload)
    {
        KeyScope target = (await App.Ledger.FindAsync(upload.Id))!.Object;
        return await StoredAsync(target.Name);
    }

    public async Task<byte[]> StoredAsync(string name)
    {
        StorageObject stored = (await App.Store.FindAsync(TestUploads.Container, name))!;
        await using Stream content = (await App.Store.OpenReadAsync(stored))!;
        using MemoryStream read = new();
        await content.CopyToAsync(read);
        return read.ToArray();
    }

    /// <summary>Stores what <c>/files/{name}</c> then leads to.</summary>
    public async Task StoreAsync(string name, byte[] content)
    {
        SignedUrl key = (SignedUrl)await App.Services.GetRequiredService<IValetKeyIssuer>().IssueAsync(
            new KeyRequest(KeyScope.ForObject(TestUploads.Container, $"files/{name}"), Permissions.Write));
        using HttpResponseMessage answer = await App.Client.SendAsync(key.CreateRequest(new ByteArrayContent(content)));
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        _folder.Dispose();
    }

    private static Download? Find(string name) => name == "unknown" ? null : new(KeyScope.ForObject(TestUploads.Container, $"files/{name}"));
}

/// <summary>Everybody may download everything that there is.</summary>
public sealed class NamedDownloads(Func<string, Download?> find) : DownloadHandler
{
    public override ValueTask<Download?> FindAsync(
        Microsoft.AspNetCore.Http.HttpContext context, string? subject, CancellationToken cancellationToken) =>
        new(find((string)context.Request.RouteValues["name"]!));
}
