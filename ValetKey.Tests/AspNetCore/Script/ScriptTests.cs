using System.Security.Cryptography;
using System.Text.Json;
using ValetKey.AspNetCore;
using ValetKey.Providers;
using ValetKey.Tests.AspNetCore.Script.Support;
using ValetKey.Tests.Servers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Script;

/// <summary>Tests of the module in a real browser, with a store, all of whose pages one application serves.</summary>
/// <typeparam name="TStore">The store.</typeparam>
internal abstract class ScriptTests<TStore>
    where TStore : IScriptStore, new()
{
    protected const int PartLength = ScriptSite.PartLength;

    /// <summary>More than are sent at once, and not all of a large file.</summary>
    protected const int Some = 5;

    /// <summary>Gets the length of a large file: more parts than are sent at once.</summary>
    protected static long Large { get; } = (LongRun.IsAsked ? 300 : 25) * (1L << 20) + 12_345;

    protected static int PartCount { get; } = (int)((Large + PartLength - 1) / PartLength);

    protected TStore Store { get; } = new();

    protected ScriptSite Site { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => Site = await ScriptSite.StartAsync(Store);

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (Site is not null)
        {
            await Site.DisposeAsync();
        }
    }

    /// <summary>It is under its name, whole, and nothing of it is in staging.</summary>
    protected async Task ShouldBePublishedAsync(JsonElement end, long size)
    {
        end.TryGetProperty("id", out JsonElement id).Should().BeTrue("it ended in {0} {1}", end, string.Join('\n', Site.Faults));
        UploadRecord upload = (await Site.Ledger.FindAsync(id.GetString()!))!;
        upload.State.Should().Be(UploadState.Published);
        StorageObject stored = (await Site.Store.FindAsync(upload.Object.Container, upload.Object.Name))!;
        stored.Length.Should().Be(size);
        await using Stream content = (await Site.Store.OpenReadAsync(stored))!;
        (await SHA256.HashDataAsync(content)).Should().Equal(PageFiles.DigestOf(size));
        (await Site.StagedAsync()).Should().NotContain(name => name.Contains(upload.Id));
    }
}
