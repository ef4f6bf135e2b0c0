using System.Net;
using ValetKey.Tests.Local.Queues.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Queues;

/// <summary>What a message goes through when all goes well.</summary>
public sealed class MessageFlowTests : LocalQueueTests
{
    [Test]
    public async Task A_message_is_sent_received_and_deleted()
    {
        TestQueue queue = NewQueue();

        Answer sent = await queue.SendAsync(Bodies.Text("work", "text/plain"));
        Received message = await queue.ReceiveOneAsync();
        Answer deleted = await queue.DeleteAsync(message);

        sent.ShouldBe(HttpStatusCode.Created);
        sent.Json.GetProperty("id").GetString().Should().Be(message.Id);
        sent.Json.TryGetProperty("receipt", out _).Should().BeFalse("who sends cannot take back");
        message.Should().BeEquivalentTo(new
        {
            Text = "work",
            ContentType = "text/plain",
            Inserted = Storage.Time.GetUtcNow(),
            Expires = Storage.Time.GetUtcNow().AddDays(7),
            NextVisible = Storage.Time.GetUtcNow().AddSeconds(30),
            Receives = 1,
        });
        deleted.ShouldBe(HttpStatusCode.NoContent);
        (await queue.ReceiveAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task Any_bytes_come_back_as_they_were_sent([Values(0, 1, 255, 65_536)] int length)
    {
        TestQueue queue = NewQueue();
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);

        await queue.SendAsync(Bodies.Bytes(bytes, "application/octet-stream"));
        Received message = await queue.ReceiveOneAsync();

        message.Content.Should().Equal(bytes);
        message.ContentType.Should().Be("application/octet-stream");
    }

    [Test]
    public async Task A_message_that_comes_in_chunks_and_without_a_type_is_taken()
    {
        TestQueue queue = NewQueue();

        (await queue.SendAsync(Bodies.Chunked("in chunks"))).ShouldBe(HttpStatusCode.Created);

        Received message = await queue.ReceiveOneAsync();
        (message.Text, message.ContentType).Should().Be(("in chunks", null));
    }

    [TestCase("jobs")]
    [TestCase("@jobs")]
    [TestCase("messages")]
    [TestCase("ä ö%2F?&=+~🗝")]
    [TestCase("...")]
    public async Task A_queue_may_have_any_name_that_a_container_has(string name)
    {
        TestQueue queue = Queue(name);

        await queue.SendAsync("x");

        (await queue.ReceiveOneAsync()).Text.Should().Be("x");
    }

    [Test]
    public async Task Messages_come_in_the_order_in_which_they_were_sent()
    {
        TestQueue queue = NewQueue();
        string[] texts = [.. Enumerable.Range(0, 40).Select(i => $"{i}")];
        await queue.SendAsync(texts);

        List<string> received = [];
        foreach (string count in (string[])["&count=1", "", "&count=6", "&count=32"])
        {
            received.AddRange((await queue.ReceiveAsync(count)).Select(message => message.Text));
        }

        received.Should().Equal(texts);
    }

    [Test]
    public async Task A_peek_changes_nothing()
    {
        TestQueue queue = NewQueue();
        await queue.SendAsync("one", "two", "three");

        Received[] first = await queue.PeekAsync(count: 2);
        Received[] second = await queue.PeekAsync(count: 2);
        Received received = await queue.ReceiveOneAsync();

        first.Should().BeEquivalentTo(second);
        first.Select(message => message.Text).Should().Equal("one", "two");
        first.Should().OnlyContain(message => message.Receipt == null && message.NextVisible == null && message.Receives == 0);
        (received.Text, received.Receives).Should().Be(("one", 1));
    }

    [Test]
    public async Task Who_has_received_a_message_may_change_it_and_give_it_back()
    {
        TestQueue queue = NewQueue();
        await queue.SendAsync("first");
        Received message = await queue.ReceiveOneAsync();

        Answer changed = await queue.UpdateAsync(message, TimeSpan.Zero, Bodies.Text("second", "text/html"));

        changed.ShouldBe(HttpStatusCode.NoContent);
        Received again = await queue.ReceiveOneAsync();
        (again.Id, again.Text, again.ContentType, again.Receives).Should().Be((message.Id, "second", "text/html", 2));
    }

    [Test]
    public async Task A_change_without_a_body_leaves_the_content()
    {
        TestQueue queue = NewQueue();
        await queue.SendAsync(Bodies.Text("content", "text/plain"));

        await queue.UpdateAsync(await queue.ReceiveOneAsync(), TimeSpan.Zero);

        Received again = await queue.ReceiveOneAsync();
        (again.Text, again.ContentType).Should().Be(("content", "text/plain"));
    }

    [Test]
    public async Task After_a_change_the_receipt_is_still_good()
    {
        TestQueue queue = NewQueue();
        await queue.SendAsync("x");
        Received message = await queue.ReceiveOneAsync();
        await queue.UpdateAsync(message, TimeSpan.FromMinutes(5), Bodies.Text("y"));

        (await queue.DeleteAsync(message)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Test]
    public async Task A_url_sends_one_and_a_url_looks()
    {
        TestQueue queue = NewQueue();
        SignedUrl send = await Storage.UrlAsync(queue.Scope, Permissions.Send);
        SignedUrl peek = await Storage.UrlAsync(queue.Scope, Permissions.Peek);

        Answer sent = await Storage.SendAsync(send, Bodies.Text("by url"));
        Answer looked = await Storage.SendAsync(peek);

        sent.ShouldBe(HttpStatusCode.Created);
        looked.Json.GetProperty("messages")[0].GetProperty("content").GetBytesFromBase64().Should().Equal("by url"u8.ToArray());
        looked.Header("Cache-Control").Should().Be("no-store");
    }
}
