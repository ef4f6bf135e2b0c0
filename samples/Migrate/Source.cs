using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Local;

namespace ValetKey.Samples.Migrate;

/// <summary>The root, served on loopback and read with keys, as any client would.</summary>
internal sealed class Source : IAsyncDisposable
{
    private readonly LocalStorageHost _host;
    private readonly ServiceProvider _application;
    private readonly IValetKeyIssuer _issuer;
    private readonly HttpClient _client = new();

    private Source(LocalStorageHost host, string root)
    {
        _host = host;
        ServiceCollection services = new();
        services.AddValetKey().AddLocalStorage("source", options => (options.RootPath, options.PublicUrl) = (root, host.Url));
        _application = services.BuildServiceProvider();
        _issuer = _application.GetRequiredService<IValetKeyIssuer>();
    }

    public static async Task<Source> StartAsync(string root) =>
        new(await LocalStorageHost.StartAsync(options => options.RootPath = root), root);

    /// <summary>All objects of a container, page by page.</summary>
    public async IAsyncEnumerable<SourceObject> ListAsync(string container)
    {
        SignedUrl key = await _issuer.IssueUrlAsync(KeyScope.ForContainer(container), Permissions.List);
        string? after = null;
        do
        {
            string url = after is null ? key.Url : $"{key.Url}&after={Uri.EscapeDataString(after)}";
            Page page = (await _client.GetFromJsonAsync<Page>(url))!;
            foreach (Listed listed in page.Objects)
            {
                yield return new SourceObject(container, listed.Name, listed.Length, listed.ETag);
            }

            after = page.Next;
        }
        while (after is not null);
    }

    public async Task<HttpResponseMessage> ReadAsync(SourceObject found, CancellationToken cancellationToken)
    {
        SignedUrl key = await _issuer.IssueUrlAsync(KeyScope.ForObject(found.Container, found.Name), Permissions.Read,
            cancellationToken: cancellationToken);
        HttpResponseMessage response = await _client.SendAsync(key.CreateRequest(), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return response.EnsureSuccessStatusCode();
    }

    public async Task<byte[]> DigestAsync(SourceObject found, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await ReadAsync(found, cancellationToken);
        Stream content = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await CryptographicOperations.HashDataAsync(HashAlgorithmName.MD5, content, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _application.DisposeAsync();
        await _host.DisposeAsync();
    }

    private sealed record Page(IReadOnlyList<Listed> Objects, string? Next);

    private sealed record Listed(string Name, long Length, string ETag);
}

/// <summary>An object of the root, in the version that was listed.</summary>
internal sealed record SourceObject(string Container, string Name, long Length, string ETag);
