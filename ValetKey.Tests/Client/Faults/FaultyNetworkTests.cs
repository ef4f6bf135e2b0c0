using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.AspNetCore;
using ValetKey.Client;
using ValetKey.Tests.Client.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Client.Faults;

/// <summary>Whatever the network does, a transfer ends with all bytes or with a clear fault, after which it goes on.</summary>
[Parallelizable]
internal sealed class FaultyNetworkTests : ClientTests
{
    private const int Part = ClientHost.PartLength;
    private const int MostTries = 20;
    private const int AtOnce = 4;

    private static readonly int Count = LongRun.IsAsked ? 200 : 40;

    private readonly ConcurrentQueue<string> _told = [];
    private int _firstTries;

    [Test]
    public async Task Every_transfer_ends_whole_or_with_a_clear_fault_and_then_goes_on()
    {
        int seed = LongRun.Seed;
        FaultyNetwork network = FaultyNetwork.OfChance(seed, mostBytes: Part);
        using ClientProcess client = new(
            Host.App.Url, configure: options => options.MaximumRetries = 1, network: network,
            services: services => services.AddSingleton<TimeProvider>(new HurriedTime(TimeSpan.FromHours(1), times: 50)));
        try
        {
            await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
            {
                int length = new Random(seed + number).Next(10 * Part);
                await (number % 2 == 0 ? UploadAsync(client, length, number) : DownloadAsync(client, length, number));
            });

            Enum.GetValues<NetworkFault>().Except([NetworkFault.None, NetworkFault.Silent]).Should().BeSubsetOf(network.Happened.Keys);
            _told.Should().NotBeEmpty("one retry is not always enough");
            _firstTries.Should().BePositive();
            TestContext.Out.WriteLine($"{_firstTries} of {Count} at once, {_told.Count} faults; {string.Join(", ", network.Happened)}");
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"Seed {seed}. {fault.Message}\n{string.Join('\n', _told)}", fault);
        }
    }

    /// <summary>Somebody who pauses for a moment only, and begins again at once, asks more often than users may.</summary>
    protected override void Configure(UploadsOptions options) => options.RateLimiter = null;

    private async Task UploadAsync(ClientProcess client, int length, int seed)
    {
        UploadOptions options = new() { Endpoint = ClientHost.Uploads, TicketPath = Host.NewPath() };
        string path = Host.NewFile(length, seed);
        PublishedUpload upload = await TryAsync(() => client.Uploads.UploadAsync(path, options));

        (await Host.StoredAsync(upload)).Should().Equal(ClientHost.Content(length, seed));
        File.Exists(options.TicketPath).Should().BeFalse();
    }

    private async Task DownloadAsync(ClientProcess client, int length, int seed)
    {
        await Host.StoreAsync($"{seed}", ClientHost.Content(length, seed));
        string path = Host.NewPath();
        await TryAsync(() => client.Downloads.DownloadAsync($"files/{seed}", path, new DownloadOptions { RangeLength = Part }));

        (await File.ReadAllBytesAsync(path)).Should().Equal(ClientHost.Content(length, seed));
        Directory.GetFiles(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}*").Should().ContainSingle();
    }

    /// <summary>As whoever has asked for it: again and again, each time with what is there.</summary>
    private async Task<T> TryAsync<T>(Func<Task<T>> transfer)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                T done = await transfer().WaitAsync(TimeSpan.FromMinutes(1));
                Interlocked.Add(ref _firstTries, attempt == 1 ? 1 : 0);
                return done;
            }
            catch (TransferException fault) when (attempt < MostTries)
            {
                fault.IsTransient.Should().BeTrue("nothing but the network is wrong, and this was {0}", fault);
                fault.Request.Should().NotBeNull();
                _told.Enqueue(fault.Message);
            }
        }
    }
}
