using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;
using ValetKey.Tests.Servers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Script.Support;

/// <summary>A page that uploads by the module. What it sends to the store, and asks the application for, is counted.</summary>
internal sealed class ScriptPage : IAsyncDisposable
{
    // What becomes of an upload is a text, so that no object of the page has to be kept here.
    private const string Begin = """
        window.runs = {};
        window.begin = (name, type, size, options) => {
          const stop = new AbortController();
          const run = runs[name] = { stop, loaded: 0 };
          const told = { onOffer: (offer) => { run.offer = offer; }, onProgress: (progress) => Object.assign(run, progress) };
          run.done = import("/valetkey.js")
            .then(({ upload }) => upload(make(name, type, size), { url: "/files", signal: stop.signal, ...told, ...options }))
            .then(({ state, id }) => ({ state, id }), ({ name, message, status, type, resumable }) => ({ name, message, status, type, resumable }))
            .then((end) => JSON.stringify(run.end = end));
          return run;
        };
        """;

    private readonly ConcurrentQueue<IRequest> _sent = [];
    private readonly ConcurrentQueue<IRequest> _asked = [];
    private readonly ConcurrentQueue<string> _said = [];
    private int _arrived;

    private ScriptPage(ScriptSite site, IPage page)
    {
        Page = page;
        page.Console += (_, message) => _said.Enqueue(message.Text);
        page.RequestFinished += (_, request) => Interlocked.Add(ref _arrived, request.Method == "PUT" ? 1 : 0);
        page.Request += (_, request) => (request.Url.StartsWith(site.Url, StringComparison.Ordinal) ? _asked : _sent).Enqueue(request);
    }

    public IPage Page { get; }

    /// <summary>What was sent to the store, apart from the browser's own questions.</summary>
    public IReadOnlyList<IRequest> Sent => [.. _sent.Where(request => request.Method != "OPTIONS")];

    /// <summary>What the application was asked.</summary>
    public IReadOnlyList<IRequest> Asked => [.. _asked];

    /// <param name="site">What it is a page of.</param>
    /// <param name="before">A script that runs before all others.</param>
    public static async Task<ScriptPage> OpenAsync(ScriptSite site, string before = "")
    {
        Chromium chromium = await Chromium.RequireAsync();
        ScriptPage page = new(site, await chromium.OpenAsync("about:blank"));
        await page.Page.AddInitScriptAsync($"{PageFiles.Script}\n{PageFiles.Hold}\n{Begin}\n{before}");
        await page.Page.GotoAsync(site.Url);
        return page;
    }

    /// <summary>Begins an upload.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="size">Its size.</param>
    /// <param name="type">Its type.</param>
    /// <param name="options">Options of the module, besides those that are told to the test.</param>
    public Task BeginAsync(string name, long size, string type = "", object? options = null) => Page.EvaluateAsync(
        "([name, type, size, options]) => { begin(name, type, size, JSON.parse(options)); }",
        new object[] { name, type, size, JsonSerializer.Serialize(options ?? new { }) });

    /// <summary>What became of an upload.</summary>
    public async Task<JsonElement> EndAsync(string name) =>
        JsonDocument.Parse(await OrTellAsync(Page.EvaluateAsync<string>("name => runs[name].done", name))).RootElement;

    public async Task<JsonElement> UploadAsync(string name, long size, string type = "", object? options = null)
    {
        await BeginAsync(name, size, type, options);
        return await EndAsync(name);
    }

    /// <summary>Begins an upload in parts, and waits until the store has answered these of them; no others are sent.</summary>
    public async Task BeginAndHoldAsync(string name, long size, int parts, object? options = null)
    {
        await HoldAsync(parts);
        await BeginAsync(name, size, options: options);
        await Eventually.TrueAsync(() => Volatile.Read(ref _arrived) == parts);
    }

    public Task<int> KeptAsync() => Page.EvaluateAsync<int>("localStorage.length");

    /// <summary>Lets it send no more requests to the store than these from now on, until it is told otherwise.</summary>
    public Task HoldAsync(int count) => Page.EvaluateAsync("count => hold(count)", count);

    public Task ReleaseAsync() => Page.EvaluateAsync("hold(Infinity)");

    public Task GoOfflineAsync(bool isOffline) => Chromium.GoOfflineAsync(Page, isOffline);

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    /// <summary>A fault comes with what the page has said.</summary>
    private async Task<T> OrTellAsync<T>(Task<T> wait)
    {
        try
        {
            return await wait.WaitAsync(TimeSpan.FromMinutes(2));
        }
        catch (Exception fault)
        {
            string runs = await Page.EvaluateAsync<string>("JSON.stringify(runs)");
            string asked = string.Join('\n', _asked.Select(request => $"{request.Method} {request.Url}"));
            throw new InvalidOperationException($"{fault.Message}\n{runs}\n{string.Join('\n', _said)}\n{asked}", fault);
        }
    }
}
