using ValetKey.Samples.Queues.Messages;

namespace ValetKey.Samples.Queues.Workers;

/// <summary>All that a worker has: a key that it was given, and HTTP.</summary>
internal sealed record KeyHolder(SignedQuery Key, IMessageFormat Messages, HttpClient Client)
{
    /// <summary>How many messages are sent, and received.</summary>
    public const int Count = 20;

    /// <summary>Reads the key from the standard input, where no list of processes shows it.</summary>
    public static async Task<KeyHolder> ReadAsync(IMessageFormat messages)
    {
        IssuedKey key = IssuedKey.FromJson(await Console.In.ReadToEndAsync());
        Console.WriteLine($"I have {key}");
        return new KeyHolder((SignedQuery)key, messages, new HttpClient());
    }

    /// <summary>Tries what the key is not for.</summary>
    /// <returns>The exit code: 0 if the service has refused it, else 1.</returns>
    public async Task<int> TryAsync(string what, HttpMethod method, HttpContent? content = null)
    {
        using HttpRequestMessage request = new(method, $"{Key.BaseUrl}/messages?{Key.Query}") { Content = content };
        using HttpResponseMessage answer = await Client.SendAsync(request);
        Console.WriteLine($"{what} with the same key: {(int)answer.StatusCode} {answer.ReasonPhrase}");
        return answer.StatusCode == System.Net.HttpStatusCode.Forbidden ? 0 : 1;
    }
}
