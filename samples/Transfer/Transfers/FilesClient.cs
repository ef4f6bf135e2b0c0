using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Client;
using ValetKey.Samples.Transfer.Application;

namespace ValetKey.Samples.Transfer.Transfers;

/// <summary>Files at the application, for somebody who is signed in there.</summary>
internal sealed class FilesClient : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly HttpClient _application;
    private readonly string _tickets;

    private FilesClient(ServiceProvider services, HttpClient application, string tickets) =>
        (_services, _application, _tickets) = (services, application, tickets);

    public static async Task<FilesClient> SignInAsync(Uri application, string data)
    {
        HttpClient http = new() { BaseAddress = application };
        using HttpResponseMessage answer = (await http.PostAsync(new Uri("signin", UriKind.Relative), null)).EnsureSuccessStatusCode();
        AccessTokenResponse token = (await answer.Content.ReadFromJsonAsync<AccessTokenResponse>())!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.AccessToken);

        ServiceCollection services = new();
        ValetKeyClientBuilder client = services.AddValetKeyClient(options => options.BaseAddress = application);
        client.Application.ConfigureHttpClient(own => own.DefaultRequestHeaders.Authorization = http.DefaultRequestHeaders.Authorization);
        return new FilesClient(services.BuildServiceProvider(), http, Directory.CreateDirectory(Path.Combine(data, "tickets")).FullName);
    }

    public async Task<IReadOnlyList<FileEntry>> ListAsync(CancellationToken cancellationToken) =>
        (await _application.GetFromJsonAsync<List<FileEntry>>(new Uri("files", UriKind.Relative), cancellationToken))!;

    /// <summary>Sends a file. Where it was broken off before, also in another process, it goes on.</summary>
    public async Task UploadAsync(string file, string path, IProgress<TransferProgress> progress, CancellationToken cancellationToken) =>
        await _services.GetRequiredService<UploadClient>().UploadAsync(
            file,
            new UploadOptions
            {
                Endpoint = "files/uploads",
                Name = FileNames.NameOf(path),
                DeclareChecksum = true,
                TicketPath = Path.Combine(_tickets, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))}.json"),
            },
            progress,
            cancellationToken);

    /// <summary>Fetches a file. Where it was broken off before, it goes on.</summary>
    public async Task DownloadAsync(string path, string file, IProgress<TransferProgress> progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await _services.GetRequiredService<DownloadClient>().DownloadAsync(
            $"files/content/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}",
            file,
            new DownloadOptions { Overwrite = true },
            progress,
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _application.Dispose();
        await _services.DisposeAsync();
    }
}
