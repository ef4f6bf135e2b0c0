using System.Net;
using ValetKey.Client;
using ValetKey.Tests.Client.Support;

namespace ValetKey.Tests.Client.Downloads;

/// <summary>Objects to files and streams, in one piece and in ranges.</summary>
[Parallelizable]
internal sealed class ClientDownloadTests : ClientTests
{
    private const int Range = 64 << 10;

    private static readonly DownloadOptions Options = new() { RangeLength = Range };

    [TestCase(0, 2)]
    [TestCase(1, 1)]
    [TestCase(Range, 1)]
    [TestCase(Range + 1, 2)]
    [TestCase((7 * Range) - 1, 7)]
    public async Task An_object_comes_as_it_is(int length, int requests)
    {
        await Host.StoreAsync("a", ClientHost.Content(length));
        string path = Host.NewPath();
        using MemoryStream stream = new();

        DownloadedObject toFile = await Client.Downloads.DownloadAsync("files/a", path, Options);
        DownloadedObject toStream = await Client.Downloads.DownloadAsync("/files/a", stream, Options);

        (await File.ReadAllBytesAsync(path)).Should().Equal(ClientHost.Content(length));
        stream.ToArray().Should().Equal(ClientHost.Content(length));
        toFile.Should().Be(toStream).And.BeEquivalentTo(new { Length = (long)length });
        Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".part*").Should().BeEmpty();
        Client.Store.Sent.Should().HaveCount(2 * requests);
    }

    [Test]
    public async Task A_store_without_ranges_gives_all_at_once()
    {
        await Host.StoreAsync("b", ClientHost.Content(5 * Range));
        Client.Store.Before = (_, request) =>
        {
            request.Headers.Range = null;
            return null;
        };
        string path = Host.NewPath();
        using MemoryStream stream = new();

        await Client.Downloads.DownloadAsync("files/b", path, Options);
        await Client.Downloads.DownloadAsync("files/b", stream, Options);

        (await File.ReadAllBytesAsync(path)).Should().Equal(ClientHost.Content(5 * Range));
        stream.ToArray().Should().Equal(ClientHost.Content(5 * Range));
        Client.Store.Sent.Should().HaveCount(2);
    }

    [Test]
    public async Task An_object_that_changes_meanwhile_is_found_and_no_mixture_is_left()
    {
        await Host.StoreAsync("c", ClientHost.Content(6 * Range));
        string path = Host.NewPath();
        Client.Store.Before = (number, _) =>
        {
            if (number == 3)
            {
                Host.StoreAsync("c", ClientHost.Content(6 * Range, seed: 2)).GetAwaiter().GetResult();
            }

            return null;
        };

        Func<Task> download = () => Client.Downloads.DownloadAsync("files/c", path, Options);

        (await download.Should().ThrowAsync<TransferException>()).Which.Reason.Should().Be(TransferFailure.Changed);
        File.Exists(path).Should().BeFalse();
        Client.Store.Before = (_, _) => null;
        await Client.Downloads.DownloadAsync("files/c", path, Options);
        (await File.ReadAllBytesAsync(path)).Should().Equal(ClientHost.Content(6 * Range, seed: 2), "the next time begins anew");
    }

    [Test]
    public async Task What_was_broken_off_goes_on_where_it_was()
    {
        await Host.StoreAsync("d", ClientHost.Content(6 * Range));
        string path = Host.NewPath();
        Client.Store.Before = (number, _) => number > 3 ? StoreTraffic.Answer(HttpStatusCode.NotFound) : null;
        Func<Task> download = () => Client.Downloads.DownloadAsync("files/d", path, Options);
        await download.Should().ThrowAsync<TransferException>();
        using ClientProcess another = Host.NewProcess();

        await another.Downloads.DownloadAsync("files/d", path, Options);

        (await File.ReadAllBytesAsync(path)).Should().Equal(ClientHost.Content(6 * Range));
        another.Store.Sent.Should().HaveCountLessThan(6);
    }

    [Test]
    public async Task What_is_not_as_it_was_written_is_fetched_anew()
    {
        await Host.StoreAsync("f", ClientHost.Content(6 * Range));
        string path = Host.NewPath();
        Client.Store.Before = (number, _) => number > 4 ? StoreTraffic.Answer(HttpStatusCode.NotFound) : null;
        Func<Task> download = () => Client.Downloads.DownloadAsync("files/f", path, Options);
        await download.Should().ThrowAsync<TransferException>();
        await using (FileStream file = File.OpenWrite(path + ".part"))
        {
            file.Write(new byte[Range]); // As after a power failure: the length is there, and nothing of the first range.
        }

        using ClientProcess another = Host.NewProcess();

        await another.Downloads.DownloadAsync("files/f", path, Options with { FlushToDisk = true });

        (await File.ReadAllBytesAsync(path)).Should().Equal(ClientHost.Content(6 * Range));
        another.Store.Sent.Should().Contain(request => request.Headers.Range!.ToString() == $"bytes=0-{Range - 1}");
    }

    [Test]
    public async Task A_file_that_is_there_stays_unless_it_is_to_be_replaced()
    {
        await Host.StoreAsync("e", ClientHost.Content(10));
        string path = Host.NewFile(5);

        Func<Task> download = () => Client.Downloads.DownloadAsync("files/e", path);

        (await download.Should().ThrowAsync<TransferException>()).Which.Reason.Should().Be(TransferFailure.LocalContent);
        await Client.Downloads.DownloadAsync("files/e", path, new DownloadOptions { Overwrite = true });
        (await File.ReadAllBytesAsync(path)).Should().Equal(ClientHost.Content(10));
    }

    [Test]
    public async Task What_is_not_there_is_not_found()
    {
        Func<Task> download = () => Client.Downloads.DownloadAsync("files/unknown", Host.NewPath());

        (await download.Should().ThrowAsync<TransferException>()).Which.Reason.Should().Be(TransferFailure.NotFound);
    }
}
