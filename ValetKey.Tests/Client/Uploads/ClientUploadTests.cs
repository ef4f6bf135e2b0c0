using ValetKey.Client;
using ValetKey.Tests.Client.Support;

namespace ValetKey.Tests.Client.Uploads;

/// <summary>Files and streams, in one piece and in parts.</summary>
[Parallelizable]
internal sealed class ClientUploadTests : ClientTests
{
    private const int Part = ClientHost.PartLength;

    private readonly UploadOptions _options = new() { Endpoint = ClientHost.Uploads, Name = "a.bin", ContentType = "image/png" };

    [TestCase(0, 1)]
    [TestCase(1, 1)]
    [TestCase(Part, 1)]
    [TestCase(Part + 1, 2)]
    [TestCase((5 * Part) - 1, 5)]
    public async Task A_file_arrives_as_it_is(int length, int requests)
    {
        string path = Host.NewFile(length);

        PublishedUpload upload = await Client.Uploads.UploadAsync(path, _options with { Name = null });

        upload.Should().BeEquivalentTo(new { Name = Path.GetFileName(path), Length = (long)length });
        (await Host.StoredAsync(upload)).Should().Equal(ClientHost.Content(length));
        Client.Store.Sent.Should().HaveCount(requests);
    }

    [TestCase(Part / 2)]
    [TestCase((3 * Part) + 7)]
    public async Task Streams_arrive_from_where_they_stand_and_stay_open(int length)
    {
        using MemoryStream memory = new(ClientHost.Content(length + 10)) { Position = 10 };
        using FileStream file = File.OpenRead(Host.NewFile(length + 10));
        file.Position = 10;
        using OneWayStream oneWay = new(ClientHost.Content(length + 10)[10..]);

        foreach (Stream stream in new Stream[] { memory, file, oneWay })
        {
            PublishedUpload upload = await Client.Uploads.UploadAsync(stream, _options with { Length = length });

            (await Host.StoredAsync(upload)).Should().Equal(ClientHost.Content(length + 10)[10..]);
            stream.CanRead.Should().BeTrue();
        }
    }

    [Test]
    public async Task Each_part_is_held_to_its_length_and_checksum_and_the_result_says_so()
    {
        PublishedUpload whole = await Client.Uploads.UploadAsync(Host.NewFile(10), _options);
        PublishedUpload parts = await Client.Uploads.UploadAsync(Host.NewFile(3 * Part), _options);
        PublishedUpload bare = await Client.Uploads.UploadAsync(Host.NewFile(3 * Part), _options with { PartChecksums = false });

        whole.Enforced.Should().Contain(["exactLength", "contentType", "checksumSha256"]);
        parts.Enforced.Should().Contain(["exactLength", "checksumCrc32C"]);
        bare.Enforced.Should().Contain("exactLength").And.NotContain(kind => kind.StartsWith("checksum"));
    }

    [Test]
    public async Task A_part_that_was_damaged_on_the_way_is_sent_again()
    {
        Client.Store.Before = (number, request) =>
        {
            if (number == 2)
            {
                byte[] damaged = request.Content!.ReadAsByteArrayAsync().GetAwaiter().GetResult();
                damaged[7] ^= 1;
                request.Content = new ByteArrayContent(damaged);
            }

            return null;
        };

        PublishedUpload upload = await Client.Uploads.UploadAsync(Host.NewFile(3 * Part), _options);

        (await Host.StoredAsync(upload)).Should().Equal(ClientHost.Content(3 * Part));
        Client.Store.Sent.Should().HaveCount(4);
    }

    [Test]
    public async Task Progress_ends_at_the_whole()
    {
        List<TransferProgress> told = [];

        await Client.Uploads.UploadAsync(Host.NewFile(4 * Part), _options, new Told(told));

        told.Should().OnlyContain(progress => progress.Total == 4 * Part && progress.Transferred <= 4 * Part);
        told[^1].Transferred.Should().Be(4 * Part);
    }

    [Test]
    public async Task A_stream_that_does_not_say_how_long_it_is_needs_to_be_told()
    {
        Func<Task> silent = () => Client.Uploads.UploadAsync(new OneWayStream([1]), _options);
        Func<Task> contradicted = () => Client.Uploads.UploadAsync(new MemoryStream([1]), _options with { Length = 2 });
        Func<Task> nameless = () => Client.Uploads.UploadAsync(new MemoryStream([1]), _options with { Name = null });
        Func<Task> tooShort = () => Client.Uploads.UploadAsync(new OneWayStream([1]), _options with { Length = 2 });

        await silent.Should().ThrowAsync<ArgumentException>();
        await contradicted.Should().ThrowAsync<ArgumentException>();
        await nameless.Should().ThrowAsync<ArgumentException>();
        (await tooShort.Should().ThrowAsync<TransferException>()).Which.Reason.Should().Be(TransferFailure.Changed);
    }

    private sealed class Told(List<TransferProgress> told) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => told.Add(value);
    }
}
