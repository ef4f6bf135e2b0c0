using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Servers;

/// <summary>Debian's Chromium without a window, which Playwright drives: one for all tests, with a profile for each that asks.</summary>
/// <remarks>
/// Playwright's own browsers are downloads and are not wanted, and its driver is used where NuGet has put it: a copy in every output would be 130 MB.
/// The driver ends with this process, and the browser with the driver.
/// </remarks>
internal sealed class Chromium : IRunningServer
{
    // A test fails by what it sees, and not by how long it takes.
    private static readonly float Patience = (float)(LongRun.IsAsked ? TimeSpan.FromMinutes(3) : TimeSpan.FromMinutes(2)).TotalMilliseconds;

    // The first has no windows that nobody sees, and takes a fraction of the time.
    private static readonly string[] Programs = ["chromium-headless-shell", "chromium"];

    private static readonly ConditionalWeakTable<IPage, ICDPSession> Sessions = [];
    private static readonly SharedServer<Chromium> Shared = new("Chromium", StartAsync);
    private readonly IPlaywright _driver;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright driver, IBrowser browser) => (_driver, _browser) = (driver, browser);

    public bool HasExited => !_browser.IsConnected;

    /// <summary>Chromium; where it is not installed the test is ignored, in CI it fails.</summary>
    public static Task<Chromium> RequireAsync()
    {
        if (!Programs.Any(ServerTools.Has))
        {
            ServerTools.Require("Chromium", Programs[0], Programs[0]);
        }

        return Shared.GetAsync();
    }

    /// <summary>Ends Chromium, if it runs.</summary>
    public static Task StopAsync() => Shared.StopAsync();

    /// <summary>Opens a page that shares no cookies and no storage with others. It is to be closed with its context.</summary>
    public async Task<IPage> OpenAsync(string url)
    {
        IBrowserContext profile = await _browser.NewContextAsync();
        IPage page = await profile.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        await page.GotoAsync(url);
        return page;
    }

    /// <summary>Takes the network from a page, or gives it back; the page is told.</summary>
    public static async Task GoOfflineAsync(IPage page, bool isOffline)
    {
        // Of several sessions the first would have its way.
        if (!Sessions.TryGetValue(page, out ICDPSession? session))
        {
            Sessions.Add(page, session = await page.Context.NewCDPSessionAsync(page));
            await session.SendAsync("Network.enable");
        }

        await session.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = isOffline,
            ["latency"] = 0,
            ["downloadThroughput"] = -1,
            ["uploadThroughput"] = -1,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _driver.Dispose();
    }

    private static async Task<Chromium> StartAsync()
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", typeof(Chromium).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "PlaywrightPackage").Value);
        IPlaywright driver = await Playwright.CreateAsync();
        IBrowser browser = await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = $"/usr/bin/{Programs.First(ServerTools.Has)}",
            Timeout = Patience,
            Args = ["--no-sandbox"], // There is none for root, and the pages are our own.
        });
        return new Chromium(driver, browser);
    }
}
