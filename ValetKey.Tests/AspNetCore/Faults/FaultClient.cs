using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ValetKey.Tests.AspNetCore.Support;

namespace ValetKey.Tests.AspNetCore.Faults;

/// <summary>A client that leaves whenever it likes, and never asks the same instance twice.</summary>
internal sealed class FaultClient(Func<Random, Task<Uri>> instance, HttpClient client, int partLength, int seed)
{
    private const int LargePart = 1 << 20;

    private readonly Random _random = new(seed);

    /// <param name="contents">What was sent, by upload. Of uploads whose offer the client never saw there is nothing.</param>
    public async Task RunAsync(ConcurrentDictionary<string, byte[]> contents)
    {
        // At the gateway parts are large, so fewer uploads have some.
        int parts = _random.Next(partLength > LargePart ? 8 : 3) > 0 ? 0 : _random.Next(1, 3);
        byte[] content = ContentFor(seed, (parts * partLength) + _random.Next(100), rejected: _random.Next(8) == 0);
        JsonDocument? answer = null;
        for (int tries = 0; answer is null && tries < 3; tries++)
        {
            answer = await DeclareAsync(content.Length);
        }

        if (answer is null)
        {
            return;
        }

        JsonElement offer = answer.RootElement;
        (string url, string ticket) = (offer.GetProperty("url").GetString()!, offer.GetProperty("ticket").GetString()!);
        contents[offer.GetProperty("id").GetString()!] = content;
        IEnumerable<JsonElement> requests = offer.TryGetProperty("requests", out JsonElement whole) ? whole.EnumerateArray() : [];
        int count = offer.GetProperty("partCount").GetInt32();
        for (int tries = 0; !requests.Any() && tries < 5; tries++)
        {
            requests = (await SendAsync(
                HttpMethod.Post, $"{url}/parts", ticket, new { parts = Enumerable.Range(1, count).Select(number => new { number }) }))
                ?.RootElement.GetProperty("requests").EnumerateArray() ?? [];
        }

        foreach (JsonElement request in requests)
        {
            if (Leaves(20))
            {
                break;
            }

            await PutAsync(request, content, cutOff: Leaves(20));
        }

        if (!Leaves(5))
        {
            await EndAsync(url, ticket);
        }
    }

    /// <summary>Declares, and sends nothing.</summary>
    public async Task LeaveAsync()
    {
        while (await DeclareAsync(1) is null)
        {
        }
    }

    private static byte[] ContentFor(int seed, int length, bool rejected)
    {
        byte[] content = new byte[length];
        new Random(seed).NextBytes(content);
        if (length > 0)
        {
            content[0] = (byte)(rejected ? 'R' : 'a');
        }

        return content;
    }

    /// <summary>Completes not at all, or up to five times, some at once; and may give up in between.</summary>
    private async Task EndAsync(string url, string ticket)
    {
        List<Task> ends = [];
        for (int completes = _random.Next(6); completes > 0; completes--)
        {
            ends.Add(SendAsync(HttpMethod.Post, $"{url}/complete", ticket));
            if (Leaves(2))
            {
                await Task.WhenAll(ends);
            }
        }

        if (Leaves(6))
        {
            ends.Add(SendAsync(HttpMethod.Delete, url, ticket));
        }

        if (Leaves(6))
        {
            ends.Add(SendAsync(HttpMethod.Get, url, ticket));
        }

        await Task.WhenAll(ends);
    }

    private bool Leaves(int oneIn) => _random.Next(oneIn) == 0;

    private Task<JsonDocument?> DeclareAsync(int length) => SendAsync(HttpMethod.Post, "/files", null, new { name = "a", length });

    private async Task PutAsync(JsonElement request, byte[] content, bool cutOff)
    {
        byte[] part = content.AsSpan(request.GetProperty("offset").GetInt32(), request.GetProperty("length").GetInt32()).ToArray();
        for (int tries = 0; tries < 2; tries++)
        {
            using HttpRequestMessage message = new(new HttpMethod(request.GetProperty("method").GetString()!),
                request.GetProperty("url").GetString());
            message.Content = new ByteArrayContent(cutOff ? part[..(part.Length / 2)] : part);
            foreach (JsonProperty header in request.GetProperty("headers").EnumerateObject().Where(header => header.Name != "Content-Length"))
            {
                if (!message.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString()))
                {
                    message.Content.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString());
                }
            }

            if (await AnswerAsync(message, CancellationToken.None) is not null)
            {
                return;
            }
        }
    }

    /// <returns>The answer, if it was heard and is not a refusal.</returns>
    private async Task<JsonDocument?> SendAsync(HttpMethod method, string path, string? ticket, object? body = null)
    {
        using HttpRequestMessage request = new(method, new Uri(await instance(_random), path));
        request.Headers.Add(UserHeader.Name, "anna");
        request.Headers.Add("Upload-Ticket", ticket ?? "none");
        request.Content = body is null ? null : new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using CancellationTokenSource leaving = new();
        if (Leaves(8))
        {
            leaving.CancelAfter(TimeSpan.FromMilliseconds(_random.Next(30)));
        }

        return await AnswerAsync(request, leaving.Token) is { Length: > 0 } answer ? JsonDocument.Parse(answer) : null;
    }

    private async Task<byte[]?> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync(cancellationToken) : null;
        }
        catch (Exception fault) when (fault is HttpRequestException or SocketException or OperationCanceledException or IOException)
        {
            return null; // The client has left, or the instance has died.
        }
    }
}
