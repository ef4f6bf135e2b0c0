using System.Net;
using ValetKey.Benchmarks.Service;
using ValetKey.Tests.Local.Crashes;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>Clients that hold connections and hardly use them. The benchmarks tell how long others then wait; here, that they are served.</summary>
[NonParallelizable]
public sealed class SlowClientTests : FolderTests
{
    private const int Slow = 200;
    private const int Good = 8;
    private const int Rounds = 50;
    private const int LargeBytes = 4 << 20;

    // Each connection has buffers of its own; what a large object has, or an upload announces, must not be among them.
    private const long MostBytesEach = 512 * 1024;

    [Test]
    public async Task Many_slow_clients_keep_nobody_else_from_being_served()
    {
        await using Life life = await Life.BeginAsync(Folder, killedAt: 0);
        await life.SendAsync("large", Permissions.Write, new byte[LargeBytes]);
        await ServeAsync(life);
        long? before = life.Service.ResidentBytes();

        using SlowClients slow = new(
            life.Service.Url, await TargetAsync(life, "slow", Permissions.Write), await TargetAsync(life, "large", Permissions.Read), Slow);
        await ServeAsync(life);

        (life.Service.ResidentBytes() - before).Should().BeLessThan(Slow * MostBytesEach);
        slow.Acts.Should().BePositive();
    }

    private static Task ServeAsync(Life life) => Task.WhenAll(Enumerable.Range(0, Good).Select(async client =>
    {
        byte[] content = new byte[4096];
        for (int round = 0; round < Rounds; round++)
        {
            new Random(round).NextBytes(content);
            Answer put = await life.SendAsync($"good/{client}", Permissions.Write, content);
            put.IsSuccess.Should().BeTrue(put.Text);
            Answer got = await life.SendAsync($"good/{client}", Permissions.Read);
            got.ShouldBe(HttpStatusCode.OK);
            got.Body.Should().Equal(content);
        }
    }));

    private static async Task<string> TargetAsync(Life life, string name, Permissions permission) =>
        new Uri((await life.KeyAsync(name, permission)).Url).PathAndQuery;
}
