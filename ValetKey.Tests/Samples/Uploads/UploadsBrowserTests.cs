using ValetKey.Tests.Servers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Samples.Uploads;

/// <summary>The sample of uploads with a store, and a browser before it.</summary>
/// <typeparam name="TStore">The store.</typeparam>
internal abstract class UploadsBrowserTests<TStore>
    where TStore : IUploadsStore, new()
{
    protected const int Mebibyte = 1 << 20;

    /// <summary>The sample's, which is Uppy's too.</summary>
    protected const int PartLength = 5 * Mebibyte;

    /// <summary>So many that one is there before the last of them is sent: four are sent at once. Two are left when all of them are there.</summary>
    protected const int SomeParts = 5;

    private static readonly TStore Store = new();
    private static readonly SharedServer<UploadsSample> Shared = new(typeof(TStore).Name, Store.StartAsync);

    /// <summary>Gets the length of a large file.</summary>
    protected static long Large { get; } = (LongRun.IsAsked ? 300 : 30) * Mebibyte + 12_345;

    protected static int PartCount { get; } = (int)((Large + PartLength - 1) / PartLength);

    protected UploadsSample Sample { get; private set; } = null!;

    /// <summary>Ends the sample, if it runs.</summary>
    public static async Task StopAsync()
    {
        await Shared.StopAsync();
        Store.Dispose();
    }

    [OneTimeSetUp]
    public async Task StartAsync() => Sample = await Shared.GetAsync();

    /// <summary>What is in staging of what the page has asked about.</summary>
    protected async Task<string[]> StagedOfAsync(UploadsPage page)
    {
        page.Offered.Should().NotBeEmpty();
        return [.. (await Store.StagedAsync(Sample)).Where(name => page.Offered.Any(name.Contains))];
    }
}
