using System.Net;
using ValetKey.Local;
using ValetKey.Local.Storage.Sql;
using ValetKey.Tests.Local.Queues.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Queues;

/// <summary>How large messages may be, how long they are kept, and that they outlive the service.</summary>
public sealed class MessageLifeTests
{
    [Test]
    public async Task A_message_ends_at_the_end_of_its_life([Values] bool isHeld)
    {
        await using TestStorage storage = await TestStorage.StartAsync(options => options.Queues.TimeToLive = TimeSpan.FromHours(1));
        TestQueue queue = new(storage.Issuer, storage.Client, "jobs");
        await queue.SendAsync("x");
        Received? held = isHeld ? await queue.ReceiveOneAsync($"&visibility={2 * 60 * 60}") : null;

        storage.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        string[] before = await queue.TextsAsync();
        storage.Time.Advance(TimeSpan.FromMilliseconds(1));

        before.Should().Equal(isHeld ? [] : ["x"]);
        (await queue.PeekAsync()).Should().BeEmpty();
        if (held is not null)
        {
            (await queue.UpdateAsync(held, TimeSpan.Zero)).ShouldRefuse(HttpStatusCode.NotFound, LocalRefusalReasons.MessageNotFound);
            (await queue.DeleteAsync(held)).ShouldRefuse(HttpStatusCode.NotFound, LocalRefusalReasons.MessageNotFound);
        }

        (await queue.ReceiveAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task What_has_ended_leaves_the_disk_when_others_are_sent()
    {
        await using TestStorage storage = await TestStorage.StartAsync(options => options.Queues.TimeToLive = TimeSpan.FromHours(1));
        await new TestQueue(storage.Issuer, storage.Client, "left").SendAsync("one", "two");
        storage.Time.Advance(TimeSpan.FromHours(1));

        await new TestQueue(storage.Issuer, storage.Client, "jobs").SendAsync([.. Enumerable.Range(0, 256).Select(i => $"{i}")]);

        using SqliteSession session = new(Path.Combine(storage.RootPath, "store.db"));
        session.Number("SELECT count(*) FROM messages").Should().Be(256);
    }

    [Test]
    public async Task Asking_an_empty_queue_writes_nothing()
    {
        await using TestStorage storage = await TestStorage.StartAsync();
        TestQueue queue = new(storage.Issuer, storage.Client, "jobs");
        await queue.SendAsync("x");
        await queue.ReceiveOneAsync();
        byte[] before = Log();

        await queue.ReceiveAsync();
        await queue.PeekAsync();

        Log().Should().Equal(before);

        byte[] Log()
        {
            using FileStream log = new(
                Path.Combine(storage.RootPath, "store.db-wal"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using MemoryStream copy = new();
            log.CopyTo(copy);
            return copy.ToArray();
        }
    }

    [TestCase(10, true, false)]
    [TestCase(11, false, false)]
    [TestCase(10, true, true)]
    [TestCase(11, false, true)]
    public async Task A_message_has_at_most_so_many_bytes(int length, bool fits, bool inChunks)
    {
        await using TestStorage storage = await TestStorage.StartAsync(options => options.Queues.MaximumMessageBytes = 10);
        TestQueue queue = new(storage.Issuer, storage.Client, "jobs");
        await queue.SendAsync("before");
        Received held = await queue.ReceiveOneAsync();
        string text = new('x', length);

        Answer sent = await queue.SendAsync(inChunks ? Bodies.Chunked(text) : Bodies.Text(text));
        Answer changed = await queue.UpdateAsync(held, TimeSpan.Zero, inChunks ? Bodies.Chunked(text) : Bodies.Text(text));

        if (fits)
        {
            (await queue.TextsAsync()).Should().Equal(text, text);
        }
        else
        {
            sent.ShouldRefuse(HttpStatusCode.RequestEntityTooLarge, LocalRefusalReasons.MessageTooLarge);
            changed.ShouldRefuse(HttpStatusCode.RequestEntityTooLarge, LocalRefusalReasons.MessageTooLarge);
            (await queue.TextsAsync()).Should().BeEmpty();
            await queue.UpdateAsync(held, TimeSpan.Zero);
            (await queue.TextsAsync()).Should().Equal("before");
        }
    }

    [Test]
    public async Task Messages_outlive_the_service()
    {
        using TempFolder folder = new();
        using HttpClient client = TestStorage.NewClient();
        Received held;
        await using (LocalStorageHost first = await LocalStorageHost.StartAsync(options => options.RootPath = folder.Path))
        {
            await using TestApplication application = await TestApplication.StartAsync(folder.Path, TimeProvider.System, first.Url);
            TestQueue queue = new(application.Issuer, client, "jobs");
            await queue.SendAsync("held", "waiting");
            held = await queue.ReceiveOneAsync("&visibility=600");
        }

        await using LocalStorageHost second = await LocalStorageHost.StartAsync(options => options.RootPath = folder.Path);
        await using TestApplication later = await TestApplication.StartAsync(folder.Path, TimeProvider.System, second.Url);
        TestQueue found = new(later.Issuer, client, "jobs");

        (await found.TextsAsync()).Should().Equal("waiting");
        (await found.DeleteAsync(held)).ShouldBe(HttpStatusCode.NoContent);
    }
}
