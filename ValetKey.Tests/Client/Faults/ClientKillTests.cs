using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ValetKey.Client;
using ValetKey.Tests.Client.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Client.Faults;

/// <summary>A client that is killed while it uploads, and started again.</summary>
[Parallelizable]
internal sealed class ClientKillTests : ClientTests
{
    private const int Part = ClientHost.PartLength;
    private const int Parts = 24;
    private const int AtOnce = 8; // The client's most, unless it is told otherwise.
    private const string PartNumber = "pn"; // In the keys of the local store.

    private readonly ConcurrentQueue<string> _begun = [];
    private int _answered;

    [Test]
    public async Task Killed_and_started_again_it_goes_on_and_sends_no_more_than_the_parts_on_their_way_twice()
    {
        UploadingProcess setup = new(Host.App.Url, Host.NewFile(Parts * Part), Host.NewPath(), BytesPerSecond: 4 * Part);
        int kills = LongRun.IsAsked ? 10 : 2;
        for (int kill = 1; kill <= kills; kill++)
        {
            using Process process = setup.Start();
            int before = Volatile.Read(ref _answered);
            await Eventually.TrueAsync(() => Volatile.Read(ref _answered) > before + 1);
            process.Kill();
            await process.WaitForExitAsync();
        }

        File.Exists(setup.TicketPath).Should().BeTrue();
        PublishedUpload upload = await Client.Uploads.UploadAsync(
            setup.File, new UploadOptions { Endpoint = ClientHost.Uploads, Name = "a.bin", TicketPath = setup.TicketPath });

        (await Host.StoredAsync(upload)).Should().Equal(ClientHost.Content(Parts * Part));
        File.Exists(setup.TicketPath).Should().BeFalse();
        Client.Store.Sent.Count.Should().BeLessThan(Parts);
        _begun.Distinct().Should().HaveCount(Parts);
        (_begun.Count - Parts).Should().BeInRange(0, kills * AtOnce, "only what was on its way is sent twice");
        Host.App.Uploads.Told.Should().ContainSingle();
    }

    protected override void Map(WebApplication app) => app.Use(async (context, next) =>
    {
        bool isPart = context.Request.Method == HttpMethods.Put && context.Request.Query.ContainsKey(PartNumber);
        if (isPart)
        {
            _begun.Enqueue(context.Request.Query[PartNumber].ToString());
        }

        await next(context);
        if (isPart && context.Response.StatusCode < StatusCodes.Status300MultipleChoices)
        {
            Interlocked.Increment(ref _answered);
        }
    });
}
