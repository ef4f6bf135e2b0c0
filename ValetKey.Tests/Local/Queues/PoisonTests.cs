using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Queues.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Queues;

/// <summary>What is received again and again and never deleted gets out of the way.</summary>
public sealed class PoisonTests
{
    [Test]
    public async Task After_as_many_receives_as_there_may_be_a_message_moves_to_the_poison_queue()
    {
        await using TestStorage storage = await TestStorage.StartAsync(options => options.Queues.MaximumReceives = 2);
        TestQueue queue = new(storage.Issuer, storage.Client, "jobs");
        TestQueue poison = new(storage.Issuer, storage.Client, "jobs-poison");
        await queue.SendAsync(Bodies.Text("bad", "text/plain"));
        await queue.SendAsync("good");

        Received[] first = await queue.ReceiveAsync("&count=2");
        await queue.DeleteAsync(first[1]);
        storage.Time.Advance(TimeSpan.FromMinutes(1));
        Received second = await queue.ReceiveOneAsync();
        storage.Time.Advance(TimeSpan.FromMinutes(1));
        await queue.SendAsync("next");
        Received[] third = await queue.ReceiveAsync("&count=2");

        second.Receives.Should().Be(2);
        third.Select(message => message.Text).Should().Equal("next");
        Received moved = await poison.ReceiveOneAsync();
        moved.Should().BeEquivalentTo(new
        {
            second.Id,
            Text = "bad",
            ContentType = "text/plain",
            Receives = 1,
            second.Inserted,
            Expires = storage.Time.GetUtcNow().AddDays(7),
        });
        (await queue.DeleteAsync(second)).ShouldRefuse(HttpStatusCode.NotFound, LocalRefusalReasons.MessageNotFound);
        (await poison.DeleteAsync(moved)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Test]
    public async Task A_poison_queue_has_none_of_its_own()
    {
        await using TestStorage storage = await TestStorage.StartAsync(options => options.Queues.MaximumReceives = 1);
        TestQueue poison = new(storage.Issuer, storage.Client, "jobs-poison");
        await poison.SendAsync("bad");

        (await ReceiveOftenAsync(storage, poison, times: 5)).Should().Equal(1, 2, 3, 4, 5);
    }

    [Test]
    public async Task A_name_that_leaves_no_room_for_a_poison_queue_keeps_its_messages()
    {
        await using TestStorage storage = await TestStorage.StartAsync(options => options.Queues.MaximumReceives = 1);
        TestQueue longest = new(storage.Issuer, storage.Client, new string('q', 248));
        TestQueue longer = new(storage.Issuer, storage.Client, new string('q', 249));
        await longest.SendAsync("bad");
        await longer.SendAsync("bad");

        (await ReceiveOftenAsync(storage, longest, times: 3)).Should().Equal(1);
        (await ReceiveOftenAsync(storage, longer, times: 3)).Should().Equal(1, 2, 3);
        (await new TestQueue(storage.Issuer, storage.Client, longest.Name + "-poison").TextsAsync()).Should().Equal("bad");
    }

    [Test]
    public async Task The_bound_is_five_and_may_be_off([Values(5, 0)] int maximum)
    {
        await using TestStorage storage = await TestStorage.StartAsync(options => options.Queues.MaximumReceives = maximum);
        TestQueue queue = new(storage.Issuer, storage.Client, "jobs");
        await queue.SendAsync("bad");

        int[] received = await ReceiveOftenAsync(storage, queue, times: 8);

        received.Should().Equal(Enumerable.Range(1, maximum == 0 ? 8 : 5));
    }

    [Test]
    public async Task Many_at_once_are_cleared_away_and_the_next_ones_come()
    {
        await using TestStorage storage = await TestStorage.StartAsync(options => options.Queues.MaximumReceives = 1);
        TestQueue queue = new(storage.Issuer, storage.Client, "jobs");
        await queue.SendAsync([.. Enumerable.Range(0, 50).Select(i => $"bad {i}")]);
        await queue.ReceiveAsync("&count=32");
        await queue.ReceiveAsync("&count=32");
        storage.Time.Advance(TimeSpan.FromMinutes(1));
        await queue.SendAsync("good");

        (await queue.ReceiveOneAsync()).Text.Should().Be("good");
    }

    private static async Task<int[]> ReceiveOftenAsync(TestStorage storage, TestQueue queue, int times)
    {
        List<int> receives = [];
        for (int i = 0; i < times; i++)
        {
            receives.AddRange((await queue.ReceiveAsync()).Select(message => message.Receives));
            storage.Time.Advance(TimeSpan.FromMinutes(1));
        }

        return [.. receives];
    }
}
