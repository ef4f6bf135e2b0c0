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
    private const int AtOnce = 8; // The client's most, unless it is told otherwise.
    private const string PartNumber = "pn"; // In the keys of the local store.

    private static readonly int Kills = LongRun.IsAsked ? 10 : 2;
    private static readonly int Parts = Kills * 12;

    private readonly ConcurrentQueue<string> _begun = [];
    private int _answered;
    private int _most; // When so many are answered, all others wait: however late the kill comes, the upload is not over.

    [Test]
    public async Task Killed_and_started_again_it_goes_on_and_sends_no_more_than_the_parts_on_their_way_twice()
    {
        UploadingProcess setup = new(Host.App.Url, Host.NewFile(Parts * Part), Host.NewPath(), BytesPerSecond: 4 * Part);
        for (int kill = 1; kill <= Kills; kill++)
        {
            Volatile.Write(ref _most, Volatile.Read(ref _answered) + 2);
            using Process process = setup.Start();
            await Eventually.TrueAsync(() => Volatile.Read(ref _answered) >= _most);
            process.Kill();
            await process.WaitForExitAsync();
        }

        Volatile.Write(ref _most, int.MaxValue);
        File.Exists(setup.TicketPath).Should().BeTrue();
        PublishedUpload upload = await Client.Uploads.UploadAsync(
            setup.File, new UploadOptions { Endpoint = ClientHost.Uploads, Name = "a.bin", TicketPath = setup.TicketPath });

        (await Host.StoredAsync(upload)).Should().Equal(ClientHost.Content(Parts * Part));
        File.Exists(setup.TicketPath).Should().BeFalse();
        Client.Store.Sent.Count.Should().BeLessThan(Parts);
        _begun.Distinct().Should().HaveCount(Parts);
        (_begun.Count - Parts).Should().BeInRange(0, Kills * AtOnce, "only what was on its way is sent twice");
        Host.App.Uploads.Told.Should().ContainSingle();
    }

    protected override void Map(WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Request.Method == HttpMethods.Put && context.Request.Query.ContainsKey(PartNumber))
        {
            _begun.Enqueue(context.Request.Query[PartNumber].ToString());
            if (Volatile.Read(ref _answered) >= Volatile.Read(ref _most))
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            context.Response.OnStarting(() => // Before the client hears of it, and sends the next.
            {
                Interlocked.Add(ref _answered, context.Response.StatusCode < StatusCodes.Status300MultipleChoices ? 1 : 0);
                return Task.CompletedTask;
            });
        }

        await next(context);
    });
}
