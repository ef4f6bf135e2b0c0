using System.Net;
using System.Text;
using System.Text.Json;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.AspNetCore.Support;

/// <summary>A client that knows no cloud: it declares, sends what it is told to send, and says when it is done.</summary>
public sealed class UploadClient(UploadApp app, string? user)
{
    public async Task<Answer> SendAsync(
        HttpMethod method, string path, object? body = null, string? ticket = null, Action<HttpRequestMessage>? change = null)
    {
        using HttpRequestMessage request = new(method, new Uri(app.Url, path));
        if (user is not null)
        {
            request.Headers.TryAddWithoutValidation(UserHeader.Name, user);
        }

        if (ticket is not null)
        {
            request.Headers.TryAddWithoutValidation("Upload-Ticket", ticket);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        change?.Invoke(request);
        return await Answer.OfAsync(await app.Client.SendAsync(request));
    }

    public Task<Answer> DeclareAsync(object declaration, Action<HttpRequestMessage>? change = null) =>
        SendAsync(HttpMethod.Post, UploadApp.Path, declaration, change: change);

    /// <summary>An offer for so many bytes.</summary>
    public async Task<Offer> OfferAsync(long length, string name = "a.txt", string? contentType = null)
    {
        Answer answer = await DeclareAsync(contentType is null ? new { name, length } : new { name, length, contentType });
        answer.ShouldBe(HttpStatusCode.Created);
        return Offer.Of(answer);
    }

    public Task<Answer> StatusAsync(Offer offer) => SendAsync(HttpMethod.Get, offer.Url, ticket: offer.Ticket);

    public Task<Answer> PartsAsync(Offer offer, params int[] numbers) => SendAsync(
        HttpMethod.Post, $"{offer.Url}/parts", new { parts = numbers.Select(number => new { number }) }, offer.Ticket);

    public Task<Answer> CompleteAsync(Offer offer) => SendAsync(HttpMethod.Post, $"{offer.Url}/complete", ticket: offer.Ticket);

    public Task<Answer> AbortAsync(Offer offer) => SendAsync(HttpMethod.Delete, offer.Url, ticket: offer.Ticket);

    /// <summary>Sends to the store what an answer says; but the length is that of the content, whatever that may be.</summary>
    public async Task<Answer> PutAsync(JsonElement request, ReadOnlyMemory<byte> content)
    {
        using HttpRequestMessage message = new(new HttpMethod(request.GetProperty("method").GetString()!), request.GetProperty("url").GetString());
        message.Content = new ReadOnlyMemoryContent(content);
        foreach (JsonProperty header in request.GetProperty("headers").EnumerateObject().Where(header => header.Name != "Content-Length"))
        {
            if (!message.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString()))
            {
                message.Content.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString());
            }
        }

        return await Answer.OfAsync(await app.Client.SendAsync(message));
    }

    /// <summary>Brings all bytes of an offer to the store.</summary>
    public async Task BringAsync(Offer offer, ReadOnlyMemory<byte> content)
    {
        IEnumerable<JsonElement> requests = offer.Requests.Count > 0 ? offer.Requests
            : (await PartsAsync(offer, [.. Enumerable.Range(1, offer.PartCount)])).Json.GetProperty("requests").EnumerateArray();
        foreach (JsonElement request in requests)
        {
            (int offset, int length) = (request.GetProperty("offset").GetInt32(), request.GetProperty("length").GetInt32());
            (await PutAsync(request, content.Slice(offset, length))).IsSuccess.Should().BeTrue();
        }
    }

    /// <summary>A whole upload.</summary>
    public async Task<Offer> UploadAsync(string text, string name = "a.txt", string? contentType = null)
    {
        byte[] content = Encoding.UTF8.GetBytes(text);
        Offer offer = await OfferAsync(content.Length, name, contentType);
        await BringAsync(offer, content);
        (await CompleteAsync(offer)).ShouldBe(HttpStatusCode.OK);
        return offer;
    }
}

/// <summary>What a declaration was answered with.</summary>
public sealed record Offer(string Id, string Url, string Ticket, int PartCount, IReadOnlyList<JsonElement> Requests)
{
    public static Offer Of(Answer answer) => new(
        answer.Json.GetProperty("id").GetString()!,
        answer.Json.GetProperty("url").GetString()!,
        answer.Json.GetProperty("ticket").GetString()!,
        answer.Json.GetProperty("partCount").GetInt32(),
        answer.Json.TryGetProperty("requests", out JsonElement requests) ? [.. requests.EnumerateArray()] : []);
}
