using System.Collections.Concurrent;
using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Queues.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Queues;

/// <summary>Two services before one root, and many who send and receive at once.</summary>
public sealed class SharedQueueTests
{
    private const int Messages = 400;
    private const int Receivers = 16;

    [Test]
    public async Task Of_many_receivers_each_message_comes_to_one()
    {
        await using TestStorage storage = await TestStorage.StartAsync();
        await using LocalStorageHost second = await LocalStorageHost.StartAsync(
            options => (options.RootPath, options.TimeProvider) = (storage.RootPath, storage.Time));
        await using TestApplication other = await TestApplication.StartAsync(storage.RootPath, storage.Time, second.Url);
        TestQueue[] queues = [new(storage.Issuer, storage.Client, "jobs"), new(other.Issuer, storage.Client, "jobs")];
        ConcurrentBag<Received> received = [];

        await Parallel.ForAsync(0, Messages, async (i, _) => await queues[i % 2].SendAsync($"{i}"));
        await Task.WhenAll(Enumerable.Range(0, Receivers).Select(async i =>
        {
            while (await queues[i % 2].ReceiveAsync($"&count={1 + (i % 3)}") is { Length: > 0 } messages)
            {
                foreach (Received message in messages)
                {
                    received.Add(message);
                }
            }
        }));

        received.Select(message => message.Text).Should().BeEquivalentTo(Enumerable.Range(0, Messages).Select(i => $"{i}"));
        received.Should().OnlyContain(message => message.Receives == 1);
    }

    [Test]
    public async Task Of_many_who_delete_one_message_one_has_deleted_it()
    {
        await using TestStorage storage = await TestStorage.StartAsync();
        TestQueue queue = new(storage.Issuer, storage.Client, "jobs");
        await queue.SendAsync("x");
        Received message = await queue.ReceiveOneAsync();

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, Receivers).Select(_ => queue.DeleteAsync(message)));

        answers.Count(answer => answer.Status == HttpStatusCode.NoContent).Should().Be(1);
        answers.Count(answer => answer.Status == HttpStatusCode.NotFound).Should().Be(Receivers - 1);
    }
}
