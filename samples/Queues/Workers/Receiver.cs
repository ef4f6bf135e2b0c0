using ValetKey.Samples.Queues.Messages;

namespace ValetKey.Samples.Queues.Workers;

/// <summary>Receives, deletes what it has handled, and can do nothing else.</summary>
internal static class Receiver
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task<int> RunAsync(KeyHolder holder)
    {
        HashSet<string> handled = [];
        while (handled.Count < KeyHolder.Count)
        {
            using HttpRequestMessage receive = holder.Key.CreateRequest(Permissions.Receive);
            using HttpResponseMessage answer = await holder.Client.SendAsync(receive);
            answer.EnsureSuccessStatusCode();
            IReadOnlyList<Message> messages = holder.Messages.Read(await answer.Content.ReadAsStringAsync());
            if (messages.Count == 0)
            {
                await Task.Delay(Pause);
            }

            foreach (Message message in messages)
            {
                // A message may come twice, to this worker or to another: whoever handles it does so in a way that bears it.
                handled.Add(message.Text);
                await DeleteAsync(holder, message);
            }
        }

        Console.WriteLine($"handled {handled.Count} messages, from {handled.First()} to {handled.Last()}");
        return await holder.TryAsync("sending", HttpMethod.Post, new StringContent("an intruder's"));
    }

    /// <summary>Only now: a worker that stops before leaves the message to come again.</summary>
    private static async Task DeleteAsync(KeyHolder holder, Message message)
    {
        using HttpRequestMessage delete = holder.Key.CreateMessageRequest(Permissions.Receive, message.Id, message.Receipt);
        using HttpResponseMessage deleted = await holder.Client.SendAsync(delete);
        deleted.EnsureSuccessStatusCode();
    }
}
