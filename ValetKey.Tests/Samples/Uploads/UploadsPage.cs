using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ValetKey.Tests.Servers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Samples.Uploads;

/// <summary>Somebody who has signed in, with the sample's page before him. What the page sends to the store is counted.</summary>
internal sealed partial class UploadsPage : IAsyncDisposable
{
    private const string Choose = "async ([name, type, size]) => choose(make(name, type, size))";

    private const string Draw = """
        async ([name, hue]) => {
          const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 240 });
          const paint = canvas.getContext("2d");
          const sky = paint.createLinearGradient(0, 0, 320, 240);
          sky.addColorStop(0, `hsl(${hue} 70% 70%)`);
          sky.addColorStop(1, `hsl(${hue + 60} 70% 40%)`);
          paint.fillStyle = sky;
          paint.fillRect(0, 0, 320, 240);
          await choose(new File([await new Promise((done) => canvas.toBlob(done, "image/png"))], name, { type: "image/png" }));
        }
        """;

    private const string Chooser = """
        window.choose = async (file) => {
          const dropped = new DataTransfer();
          dropped.items.add(file);
          const input = document.querySelector("input[type=file]");
          input.files = dropped.files;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        };
        """;

    private readonly ConcurrentQueue<IRequest> _sent = [];
    private readonly ConcurrentQueue<IRequest> _arrived = [];
    private readonly ConcurrentQueue<string> _said = [];
    private readonly ConcurrentDictionary<string, bool> _offered = [];
    private readonly UploadsSample _sample;

    private UploadsPage(UploadsSample sample, IPage page)
    {
        (_sample, Page) = (sample, page);
        page.Request += (_, request) => Add(_sent, request);
        page.RequestFinished += (_, request) => Add(_arrived, request);
        page.Console += (_, message) => _said.Enqueue(message.Text);

        void Add(ConcurrentQueue<IRequest> queue, IRequest request)
        {
            if (Upload().Match(request.Url) is { Success: true } upload)
            {
                _offered.TryAdd(upload.Groups[1].Value, true);
            }

            if (request.Method is "PUT" or "POST" && !request.Url.StartsWith(sample.Url, StringComparison.Ordinal))
            {
                queue.Enqueue(request);
            }
        }
    }

    public IPage Page { get; }

    /// <summary>Gets how many uploads the page has begun to send to the store.</summary>
    public int Sent => _sent.Count;

    /// <summary>Gets how many of them the store has answered.</summary>
    public int Arrived => _arrived.Count;

    /// <summary>Gets the ids of the uploads that the page has asked about.</summary>
    public ICollection<string> Offered => _offered.Keys;

    public static async Task<UploadsPage> SignInAsync(UploadsSample sample, string name, string path = "/")
    {
        Chromium chromium = await Chromium.RequireAsync();
        UploadsPage page = new(sample, await chromium.OpenAsync($"{sample.Url}/"));
        await page.Page.AddInitScriptAsync(PageFiles.Script + PageFiles.Hold + Chooser);
        await page.Page.GetByLabel("Your name").FillAsync(name);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        // Playwright would wait for the page's load, too, and misses it if it comes while it begins to.
        await Eventually.TrueAsync(() => !page.Page.Url.Contains("/signin", StringComparison.Ordinal));
        await page.Page.GotoAsync($"{sample.Url}{path}");
        return page;
    }

    public Task ChooseAsync(string name, string type, long size) => Page.EvaluateAsync(Choose, new object[] { name, type, size });

    public Task DrawAsync(string name, int hue) => Page.EvaluateAsync(Draw, new object[] { name, hue });

    /// <summary>The text of the one upload that is in this state, once there is one.</summary>
    public async Task<string> TextOfAsync(string state)
    {
        ILocator line = Page.Locator($".upload[data-state={state}]");
        await OrTellAsync(() => line.WaitForAsync());
        return (await line.TextContentAsync())!;
    }

    /// <summary>Waits until the store has answered so many uploads.</summary>
    public Task ArrivedAsync(int count = 1) => OrTellAsync(() => Eventually.TrueAsync(() => Arrived >= count));

    public Task PressAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).DispatchEventAsync("click");

    /// <summary>Lets the page send no more requests to the store than these from now on, or until it is loaded again.</summary>
    public Task HoldAsync(int count) => Page.EvaluateAsync("count => hold(count)", count);

    /// <summary>Lets it send whatever it has to send, again.</summary>
    public Task ReleaseAsync() => Page.EvaluateAsync("hold(Infinity)");

    /// <summary>What the browser keeps of uploads that are under way.</summary>
    public async Task<JsonElement[]> KeptAsync(string user)
    {
        string[] kept = await Page.EvaluateAsync<string[]>("Object.values(localStorage)");
        return [.. kept.Select(entry => JsonDocument.Parse(entry).RootElement).Where(entry => entry.GetProperty("user").GetString() == user)];
    }

    /// <summary>The content behind a link of the gallery, by its digest.</summary>
    public async Task<byte[]> DownloadAsync(string name)
    {
        string? path = await Page.Locator(".gallery a", new() { HasText = name }).GetAttributeAsync("href");
        using HttpClient client = new(new SocketsHttpHandler { UseCookies = false });
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(new Uri(_sample.Url), path));
        request.Headers.Add("Cookie", (await Page.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}"));
        using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return await SHA256.HashDataAsync(await answer.Content.ReadAsStreamAsync());
    }

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    /// <summary>A fault comes with what the page shows, and with what it and the sample have said.</summary>
    private async Task OrTellAsync(Func<Task> wait)
    {
        try
        {
            await wait();
        }
        catch (Exception fault)
        {
            string uploads = await Page.Locator("#uploads").InnerHTMLAsync();
            throw new InvalidOperationException($"{fault.Message}\n{uploads}\n{string.Join('\n', _said)}\n{_sample.Output}", fault);
        }
    }

    [GeneratedRegex("/(?:pictures|multipart)/([0-9a-f]{32})")]
    private static partial Regex Upload();
}
