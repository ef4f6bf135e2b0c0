using System.Net;
using System.Net.Http.Headers;
using ValetKey.Client;
using ValetKey.Tests.Client.Support;

namespace ValetKey.Tests.Client.Downloads;

/// <summary>What may go wrong while an object comes.</summary>
[Parallelizable]
internal sealed class ClientDownloadFaultTests : ClientTests
{
    private const int Range = 64 << 10;
    private const int Length = (4 * Range) + 5;

    private static readonly DownloadOptions Options = new() { RangeLength = Range };

    private string _path = null!;

    [OneTimeSetUp]
    public Task StoreAsync() => Host.StoreAsync("a", ClientHost.Content(Length));

    [SetUp]
    public void Begin() => _path = Host.NewPath();

    [TestCase(HttpStatusCode.ServiceUnavailable, 1)]
    [TestCase(HttpStatusCode.TooManyRequests, 1)]
    [TestCase(HttpStatusCode.Forbidden, 2)]
    public async Task What_the_store_refuses_once_is_asked_for_again(HttpStatusCode status, int keys)
    {
        Client.Store.Before = (number, _) => number == 3 ? StoreTraffic.Answer(status) : null;

        await ShouldComeAsync();

        Client.Application.Sent.Should().HaveCount(keys, "another key is asked for where the one that is had was refused");
    }

    [Test]
    public async Task A_refusal_of_the_key_at_all_ranges_at_once_asks_for_one_more()
    {
        Client.Store.Before = (number, _) => number > 1 && Client.Application.Sent.Count == 1 ? StoreTraffic.Answer(HttpStatusCode.Forbidden) : null;

        await ShouldComeAsync();

        Client.Application.Sent.Should().HaveCount(2);
    }

    [TestCase(HttpStatusCode.Forbidden, TransferFailure.StoreRefused)]
    [TestCase(HttpStatusCode.NotFound, TransferFailure.StoreRefused)]
    [TestCase(HttpStatusCode.BadGateway, TransferFailure.Unavailable)]
    public async Task What_the_store_goes_on_refusing_is_an_error(HttpStatusCode status, TransferFailure reason)
    {
        Client.Store.Before = (_, _) => StoreTraffic.Answer(status);

        Func<Task> download = () => Client.Downloads.DownloadAsync("files/a", _path, Options);

        (await download.Should().ThrowAsync<TransferException>()).Which.Should().BeEquivalentTo(new { Reason = reason, StatusCode = status });
        File.Exists(_path).Should().BeFalse();
    }

    [TestCase(1)]
    [TestCase(30_000)]
    public async Task What_is_cut_off_again_and_again_goes_on_where_it_broke_off(int bytes)
    {
        Client.Store.After = (number, answer) =>
        {
            if (number % 2 == 1)
            {
                HttpContentHeaders headers = answer.Content.Headers;
                answer.Content = new StreamContent(new CutStream(answer.Content.ReadAsStream(), bytes));
                (answer.Content.Headers.ContentRange, answer.Content.Headers.LastModified) = (headers.ContentRange, headers.LastModified);
            }

            return answer;
        };
        using MemoryStream stream = new();

        await ShouldComeAsync();
        await Client.Downloads.DownloadAsync("files/a", stream, Options);

        stream.ToArray().Should().Equal(ClientHost.Content(Length));
    }

    [Test]
    public async Task Another_range_than_was_asked_for_is_no_answer()
    {
        Client.Store.After = (number, answer) =>
        {
            if (number == 2)
            {
                answer.Content.Headers.ContentRange = new ContentRangeHeaderValue(1, Range, Length);
            }

            return answer;
        };

        Func<Task> download = () => Client.Downloads.DownloadAsync("files/a", _path, Options);

        (await download.Should().ThrowAsync<TransferException>()).Which.Reason.Should().Be(TransferFailure.InvalidAnswer);
    }

    [Test]
    public async Task Two_at_once_do_not_write_one_file()
    {
        using FileStream other = new(_path + ".part", FileMode.Create, FileAccess.Write, FileShare.None);

        Func<Task> download = () => Client.Downloads.DownloadAsync("files/a", _path, Options);

        (await download.Should().ThrowAsync<TransferException>()).Which.Reason.Should().Be(TransferFailure.LocalContent);
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("""{"length":262149,"eTag":"\"x\"","rangeLength":65536,"done":{"0":0,"1":1,"2":2,"3":3,"4":4}}""")]
    [TestCase("""{"length":8,"eTag":"\"x\"","rangeLength":65536,"done":{"0":1}}""")]
    [TestCase("""{"length":262149,"eTag":"\"x\"","rangeLength":1,"done":{"0":0}}""")]
    [TestCase("""{"length":-1,"eTag":"\"x\"","rangeLength":65536,"done":{"-1":0}}""")]
    public async Task What_lies_there_from_who_knows_where_is_not_taken_for_a_beginning(string state)
    {
        await File.WriteAllTextAsync(_path + ".part", "nonsense");
        await File.WriteAllTextAsync(_path + ".part.json", state);

        await ShouldComeAsync();
    }

    private async Task ShouldComeAsync()
    {
        await Client.Downloads.DownloadAsync("files/a", _path, Options);

        (await File.ReadAllBytesAsync(_path)).Should().Equal(ClientHost.Content(Length));
    }

    /// <summary>Ends with a fault, as a connection does that is cut.</summary>
    private sealed class CutStream(Stream inner, int bytes) : MemoryStream
    {
        private int _left = bytes;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left == 0)
            {
                throw new HttpIOException(HttpRequestError.ResponseEnded, "The connection is cut.");
            }

            int read = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, _left)], cancellationToken);
            _left -= read;
            return read;
        }
    }
}
