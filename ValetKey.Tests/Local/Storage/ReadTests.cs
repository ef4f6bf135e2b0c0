using System.Security.Cryptography;
using ValetKey.Local.Storage;

namespace ValetKey.Tests.Local.Storage;

public sealed class ReadTests : StoreTest
{
    [Test]
    public void An_object_that_does_not_exist_is_not_opened() => Store.OpenRead(Container, "a").Should().BeNull();

    [Test]
    public async Task Content_can_be_read_from_any_position()
    {
        await Put(Replace(), "0123456789");
        await using OpenedObject opened = Store.OpenRead(Container, "a")!;

        opened.Content.Position = 7;

        new StreamReader(opened.Content).ReadToEnd().Should().Be("789");
        opened.Info.Length.Should().Be(10);
    }

    [Test]
    public async Task Who_has_an_object_open_reads_it_to_the_end_after_it_was_replaced_and_deleted()
    {
        await Put(Replace(), "old");
        await using OpenedObject opened = Store.OpenRead(Container, "a")!;

        await Put(Replace(), "new");
        await Store.DeleteAsync(new(Container, "a"), CancellationToken.None);

        new StreamReader(opened.Content).ReadToEnd().Should().Be("old");
    }

    [Test]
    public async Task Readers_see_whole_objects_while_they_are_overwritten()
    {
        PutRequest request = Replace();
        await Put(request, new GeneratedStream(1));
        using CancellationTokenSource writing = new();
        int reads = 0;
        Task[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReadUntil(() => Interlocked.Increment(ref reads), writing.Token)))];

        // However late the readers begin.
        for (int i = 0; i < 100 || (Volatile.Read(ref reads) < 100 && !readers.Any(reader => reader.IsCompleted)); i++)
        {
            await Put(request, new GeneratedStream(i % 100 * 2000));
        }

        await writing.CancelAsync();
        await Task.WhenAll(readers);
        ContentFiles().Should().ContainSingle();
    }

    [Test]
    public async Task Content_that_vanished_from_the_disk_is_an_error_and_not_an_endless_search()
    {
        await Put(Replace(), "text");
        File.Delete(ContentFiles().Single());

        Func<OpenedObject?> opening = () => Store.OpenRead(Container, "a");

        opening.Should().Throw<FileNotFoundException>();
    }

    private async Task ReadUntil(Action count, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await using OpenedObject opened = Store.OpenRead(Container, "a")!;
            byte[] hash = await CryptographicOperations.HashDataAsync(HashAlgorithmName.MD5, opened.Content, CancellationToken.None);
            opened.Info.ETag.Should().Be($"\"{Convert.ToHexStringLower(hash)}\"");
            count();
        }
    }
}
