using System.Net;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore;

/// <summary>What uploads leave in memory: nothing that grows with their number. VALETKEY_LONG=1 has 100,000 of them.</summary>
[NonParallelizable]
internal sealed class UploadMemoryTests
{
    private const int Clients = 8;
    private const long MostGrowth = 4 << 20;

    private static readonly int Count = LongRun.IsAsked ? 100_000 : 800;

    [Test]
    public async Task Memory_does_not_grow_with_the_number_of_uploads()
    {
        await using UploadApp app = await UploadApp.StartAsync(options => options.RateLimiter = null);
        await UploadAsync(app, 400);
        app.Uploads.Told.Clear();
        long before = GC.GetTotalMemory(forceFullCollection: true);

        await UploadAsync(app, Count);

        app.Uploads.Told.Should().HaveCount(Count);
        app.Uploads.Told.Clear();
        long growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        TestContext.Progress.WriteLine($"{growth:N0} bytes more after {Count:N0} uploads");
        growth.Should().BeLessThan(MostGrowth);
    }

    private static Task UploadAsync(UploadApp app, int count) => Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
    {
        UploadClient client = app.As($"user {number}");
        for (int i = 0; i < count / Clients; i++)
        {
            Offer offer = await client.OfferAsync(10);
            await client.BringAsync(offer, new byte[10]);
            (await client.CompleteAsync(offer)).ShouldBe(HttpStatusCode.OK);
        }
    }));
}
