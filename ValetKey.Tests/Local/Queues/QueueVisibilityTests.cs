using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Queues.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Queues;

/// <summary>Who has received a message has it alone, for a time; and then no longer.</summary>
public sealed class QueueVisibilityTests : LocalQueueTests
{
    [TestCase("", 30)]
    [TestCase("&visibility=1", 1)]
    [TestCase("&visibility=600", 600)]
    public async Task A_received_message_is_hidden_to_the_end_of_its_timeout(string added, int seconds)
    {
        TestQueue queue = NewQueue();
        await queue.SendAsync("x");
        Received first = await queue.ReceiveOneAsync(added);

        Storage.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Received[] before = [.. await queue.ReceiveAsync(), .. await queue.PeekAsync()];
        Storage.Time.Advance(TimeSpan.FromMilliseconds(1));
        Received second = await queue.ReceiveOneAsync();

        before.Should().BeEmpty();
        (second.Id, second.Receives).Should().Be((first.Id, 2));
        second.Receipt.Should().NotBe(first.Receipt);
    }

    [Test]
    public async Task A_change_sets_the_timeout_anew()
    {
        TestQueue queue = NewQueue();
        await queue.SendAsync("x");
        Received message = await queue.ReceiveOneAsync("&visibility=10");
        Storage.Time.Advance(TimeSpan.FromSeconds(9));
        await queue.UpdateAsync(message, TimeSpan.FromSeconds(10));

        Storage.Time.Advance(TimeSpan.FromSeconds(9));
        Received[] held = await queue.ReceiveAsync();
        Storage.Time.Advance(TimeSpan.FromSeconds(1));

        held.Should().BeEmpty();
        (await queue.ReceiveOneAsync()).Id.Should().Be(message.Id);
    }

    [Test]
    public async Task An_overtaken_receipt_deletes_and_changes_nothing()
    {
        TestQueue queue = NewQueue();
        await queue.SendAsync("x");
        Received slow = await queue.ReceiveOneAsync("&visibility=1");
        Storage.Time.Advance(TimeSpan.FromSeconds(1));
        Received quick = await queue.ReceiveOneAsync("&visibility=10");

        Answer deleted = await queue.DeleteAsync(slow);
        Answer changed = await queue.UpdateAsync(slow, TimeSpan.Zero, Bodies.Text("y"));

        deleted.ShouldRefuse(HttpStatusCode.Conflict, LocalRefusalReasons.ReceiptOvertaken);
        changed.ShouldRefuse(HttpStatusCode.Conflict, LocalRefusalReasons.ReceiptOvertaken);
        (await queue.TextsAsync()).Should().BeEmpty("it is the other's for ten seconds");
        Storage.Time.Advance(TimeSpan.FromSeconds(10));
        (await queue.TextsAsync()).Should().Equal("x");
        (await queue.DeleteAsync(quick)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Test]
    public async Task A_receipt_is_good_until_it_is_overtaken_also_after_its_timeout()
    {
        TestQueue queue = NewQueue();
        await queue.SendAsync("x");
        Received message = await queue.ReceiveOneAsync("&visibility=1");
        Storage.Time.Advance(TimeSpan.FromMinutes(1));

        (await queue.DeleteAsync(message)).ShouldBe(HttpStatusCode.NoContent);
        (await queue.TextsAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task What_was_deleted_is_deleted_once()
    {
        TestQueue queue = NewQueue();
        await queue.SendAsync("x");
        Received message = await queue.ReceiveOneAsync();
        await queue.DeleteAsync(message);

        (await queue.DeleteAsync(message)).ShouldRefuse(HttpStatusCode.NotFound, LocalRefusalReasons.MessageNotFound);
        (await queue.UpdateAsync(message, TimeSpan.Zero)).ShouldRefuse(HttpStatusCode.NotFound, LocalRefusalReasons.MessageNotFound);
        (await queue.TextsAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task What_comes_back_comes_behind_what_has_come_meanwhile()
    {
        TestQueue queue = NewQueue();
        await queue.SendAsync("held");
        await queue.ReceiveOneAsync("&visibility=10");
        Storage.Time.Advance(TimeSpan.FromSeconds(5));
        await queue.SendAsync("meanwhile");
        Storage.Time.Advance(TimeSpan.FromSeconds(5));
        await queue.SendAsync("later");

        (await queue.TextsAsync()).Should().Equal("meanwhile", "held", "later");
    }
}
