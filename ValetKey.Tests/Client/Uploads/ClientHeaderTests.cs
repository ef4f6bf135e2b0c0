using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ValetKey.Client;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Client.Support;

namespace ValetKey.Tests.Client.Uploads;

/// <summary>What really goes over the wire, to whom.</summary>
[Parallelizable]
internal sealed class ClientHeaderTests : ClientTests
{
    private const int Part = ClientHost.PartLength;

    private readonly ConcurrentQueue<(string Method, string Path, Dictionary<string, string> Headers)> _seen = [];

    [SetUp]
    public void Forget() => _seen.Clear();

    [Test]
    public async Task The_store_gets_the_headers_of_the_key_once_each_and_nothing_of_the_user()
    {
        using System.Diagnostics.Activity activity = new System.Diagnostics.Activity("upload").Start();

        await Client.Uploads.UploadAsync(Host.NewFile(10), new UploadOptions { Endpoint = "pictures", ContentType = "image/png" });
        await Client.Uploads.UploadAsync(Host.NewFile(Part + 10), new UploadOptions { Endpoint = "pictures", ContentType = "image/png" });
        await Client.Uploads.UploadAsync(Host.NewFile(0), new UploadOptions { Endpoint = "pictures" });

        (string, string, Dictionary<string, string> Headers)[] puts = [.. _seen.Where(seen => seen.Method == "PUT")];
        puts.Should().HaveCount(4).And.OnlyContain(put => !put.Headers.ContainsKey(UserHeader.Name)
            && !put.Headers.ContainsKey("Upload-Ticket") && !put.Headers.ContainsKey("Expect") && !put.Headers.ContainsKey("Transfer-Encoding")
            && !put.Headers.ContainsKey("traceparent") && !put.Headers.ContainsKey("Accept") && !put.Headers.ContainsKey("User-Agent"));
        puts.Select(put => put.Headers["Content-Length"]).Should().BeEquivalentTo("10", $"{Part}", "10", "0");
        puts.Select(put => put.Headers.GetValueOrDefault("Content-Type")).Should().BeEquivalentTo("image/png", null, null, null);
        puts.SelectMany(put => put.Headers.Keys).Should().BeSubsetOf(
            ["Host", "Content-Length", "Content-Type", .. puts.SelectMany(put => put.Headers.Keys).Where(IsOfKey)]);
    }

    [Test]
    public async Task A_download_asks_for_ranges_of_the_one_content_and_brings_nothing_of_the_user()
    {
        await Host.StoreAsync("a", ClientHost.Content(2 * Part));
        _seen.Clear();

        await Client.Downloads.DownloadAsync("files/a", new MemoryStream(), new DownloadOptions { RangeLength = Part });

        (string, string Path, Dictionary<string, string> Headers)[] gets =
            [.. _seen.Where(seen => seen.Path.StartsWith("/storage", StringComparison.Ordinal))];
        gets.Select(get => get.Headers["Range"]).Should().BeEquivalentTo($"bytes=0-{Part - 1}", $"bytes={Part}-{(2 * Part) - 1}");
        gets[0].Headers.Keys.Should().BeEquivalentTo("Host", "Range");
        gets[1].Headers.Keys.Should().BeEquivalentTo("Host", "Range", "If-Match");
    }

    [Test]
    public async Task Redirects_are_not_followed()
    {
        Client.Application.After = (_, answer) =>
        {
            answer.StatusCode = System.Net.HttpStatusCode.TemporaryRedirect;
            answer.Headers.Location = new Uri("https://evil.example/");
            return answer;
        };

        Func<Task> upload = () => Client.Uploads.UploadAsync(Host.NewFile(10), new UploadOptions { Endpoint = "pictures" });

        (await upload.Should().ThrowAsync<TransferException>()).Which.Reason.Should().Be(TransferFailure.InvalidAnswer);
    }

    protected override void Map(WebApplication app) => app.Use((HttpContext context, RequestDelegate next) =>
    {
        _seen.Enqueue((
            context.Request.Method,
            context.Request.Path,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        return next(context);
    });

    private static bool IsOfKey(string header) => header.StartsWith("X-", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || header.StartsWith("If-", StringComparison.OrdinalIgnoreCase);
}
