using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Client;
using ValetKey.Tests.Client.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Client.Faults;

/// <summary>Networks that cut every connection, and slow ones on which keys end.</summary>
[Parallelizable]
internal sealed class ClientCutTests : ClientTests
{
    private const int Part = ClientHost.PartLength;
    private const int Parts = 6;

    private static readonly int[] HoursInRealTime = LongRun.IsAsked ? [1, -1] : [];

    private string _ticketPath = null!;

    private UploadOptions Options => new() { Endpoint = ClientHost.Uploads, TicketPath = _ticketPath };

    [SetUp]
    public void Begin() => _ticketPath = Host.NewPath();

    [TestCase(NetworkFault.CutOnTheWayThere)]
    [TestCase(NetworkFault.CutOnTheWayBack)]
    [TestCase(NetworkFault.Truncated)]
    public async Task Every_connection_that_is_cut_after_a_part_and_a_half_still_brings_all(NetworkFault fault)
    {
        using ClientProcess client = Through(new FaultyNetwork(() => (fault, Part * 3 / 2)));
        string path = Host.NewFile(Parts * Part);

        PublishedUpload upload = await client.Uploads.UploadAsync(path, Options);
        await Host.StoreAsync("cut", ClientHost.Content(Parts * Part));
        string copy = Host.NewPath();
        await client.Downloads.DownloadAsync("files/cut", copy, new DownloadOptions { RangeLength = Part });

        (await Host.StoredAsync(upload)).Should().Equal(ClientHost.Content(Parts * Part));
        (await File.ReadAllBytesAsync(copy)).Should().Equal(ClientHost.Content(Parts * Part));
    }

    [Test]
    public async Task Where_no_connection_lives_for_a_part_an_upload_fails_clearly_and_goes_on_where_one_does()
    {
        string path = Host.NewFile(Parts * Part);
        int connections = 0;
        using ClientProcess client = Through(new FaultyNetwork(
            () => (NetworkFault.CutOnTheWayThere, Interlocked.Increment(ref connections) <= 3 ? Part * 3 / 2 : Part / 2)));
        using ClientProcess second = Host.NewProcess();

        Func<Task> upload = () => client.Uploads.UploadAsync(path, Options);
        TransferException fault = (await upload.Should().ThrowAsync<TransferException>()).Which;
        PublishedUpload done = await second.Uploads.UploadAsync(path, Options);

        fault.Reason.Should().Be(TransferFailure.Unavailable);
        fault.Message.Should().MatchRegex(@"^PUT 127\.0\.0\.1:\d+/storage/.* \(part \d\) got no answer, or not all of it\.$");
        (await Host.StoredAsync(done)).Should().Equal(ClientHost.Content(Parts * Part));
        second.Store.Sent.Count.Should().BeInRange(1, Parts - 1, "what was there is not sent again");
    }

    [Test]
    public async Task A_download_gets_through_whatever_little_a_connection_lives()
    {
        await Host.StoreAsync("drops", ClientHost.Content(Part));
        using ClientProcess client = Through(new FaultyNetwork(() => (NetworkFault.CutOnTheWayBack, Part / 10)));
        using MemoryStream copy = new();

        await client.Downloads.DownloadAsync("files/drops", copy);

        copy.ToArray().Should().Equal(ClientHost.Content(Part));
    }

    /// <summary>The store's clock goes as the bytes do, four seconds a part; the client's is another.</summary>
    [Test]
    public async Task Keys_that_live_for_five_seconds_are_enough_for_an_upload_of_a_minute([Values(1, -1)] int hours)
    {
        await using ClientHost host = await ClientHost.StartAsync(configure: options => options.KeyLifetime = TimeSpan.FromSeconds(5));
        using ClientProcess client = new(host.App.Url, services: services =>
            services.AddSingleton<TimeProvider>(new HurriedTime(TimeSpan.FromHours(hours))));
        int answered = 0;
        client.Store.Before = (number, _) =>
        {
            host.App.Time.Advance(TimeSpan.FromSeconds(number == 3 ? 6 : 0)); // One key has ended for sure before it is used.
            return null;
        };
        client.Store.After = (_, answer) =>
        {
            Interlocked.Add(ref answered, answer.IsSuccessStatusCode ? 1 : 0);
            host.App.Time.Advance(answer.IsSuccessStatusCode ? TimeSpan.FromSeconds(4) : TimeSpan.Zero);
            return answer;
        };
        string path = host.NewFile(15 * Part);

        PublishedUpload upload = await client.Uploads.UploadAsync(path, Options with { MaximumParallelism = 2 });

        (await host.StoredAsync(upload)).Should().Equal(ClientHost.Content(15 * Part));
        answered.Should().Be(15);
        client.Store.Sent.Count.Should().BeGreaterThan(15, "keys have ended");
    }

    /// <summary>
    /// In real time: a connection takes eight seconds for a part, and every other one breaks somewhere in its second. So parts get out of step, and
    /// of the keys that were asked for together some end before they are used.
    /// </summary>
    [Test]
    public async Task Keys_that_live_for_five_seconds_are_enough_for_a_minute_on_slow_lines_that_break(
        [ValueSource(nameof(HoursInRealTime))] int hours)
    {
        const int Count = 36;
        int ended = 0; // As the store sees it: a client that is still sending may not come to read the answer.
        await using ClientHost host = await ClientHost.StartAsync(
            services => services.AddSingleton(TimeProvider.System),
            app => app.Use(async (context, next) =>
            {
                await next(context);
                Interlocked.Add(ref ended, context.Response.StatusCode == StatusCodes.Status403Forbidden ? 1 : 0);
            }),
            options => options.KeyLifetime = TimeSpan.FromSeconds(5));
        int connections = 0;
        FaultyNetwork network = new(() => (
            ++connections % 2 == 0 ? NetworkFault.CutOnTheWayThere : NetworkFault.None, Part + (Part / 8 * (1 + (connections * 3 % 7)))))
        {
            BytesPerSecond = Part / 8,
        };
        using ClientProcess client = new(
            host.App.Url,
            network: network,
            services: services => services.AddSingleton<TimeProvider>(new HurriedTime(TimeSpan.FromHours(hours))));
        long begun = Stopwatch.GetTimestamp();

        PublishedUpload upload = await client.Uploads.UploadAsync(host.NewFile(Count * Part), Options);

        TimeSpan taken = Stopwatch.GetElapsedTime(begun);
        int asked = client.Application.Paths.Count(path => path.EndsWith("/parts", StringComparison.Ordinal));
        TestContext.Out.WriteLine(
            $"{taken.TotalSeconds:f0} s, {client.Store.Sent.Count} requests for {Count} parts, asked {asked} times for keys, {ended} had ended");
        SHA256.HashData(await host.StoredAsync(upload)).Should().Equal(SHA256.HashData(ClientHost.Content(Count * Part)));
        taken.Should().BeGreaterThan(TimeSpan.FromMinutes(1));
        asked.Should().BeGreaterThan(12, "a key does not last for longer than five seconds of the minute");
        ended.Should().BePositive();
    }

    private ClientProcess Through(FaultyNetwork network) => new(
        Host.App.Url, configure: options => options.RetryDelay = TimeSpan.FromMilliseconds(1), network: network);
}
