namespace ValetKey.Samples.Queues.Workers;

/// <summary>Sends, and can do nothing else.</summary>
internal static class Sender
{
    public static async Task<int> RunAsync(KeyHolder holder)
    {
        for (int i = 1; i <= KeyHolder.Count; i++)
        {
            using HttpRequestMessage request = holder.Key.CreateSendRequest($"job {i}");
            using HttpResponseMessage answer = await holder.Client.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }

        Console.WriteLine($"sent {KeyHolder.Count} messages");
        return await holder.TryAsync("receiving", HttpMethod.Get);
    }
}
