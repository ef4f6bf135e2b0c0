using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using ValetKey.Local.Queues;

namespace ValetKey.Local.Service.Messages;

/// <summary>A message that was sent, as JSON.</summary>
internal sealed record SentDocument(string Id, DateTimeOffset Inserted, DateTimeOffset Expires);

/// <summary>What a queue gives, as JSON.</summary>
internal sealed record QueueDocument(string Queue, IReadOnlyList<MessageDocument> Messages);

/// <summary>One message, its content in base64.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Receipt">What it takes to change or delete it; null where it was only looked at.</param>
/// <param name="ContentType">As it was sent; null if without.</param>
/// <param name="Content">As it was sent.</param>
/// <param name="Inserted">When it was sent.</param>
/// <param name="Expires">When it is gone.</param>
/// <param name="NextVisible">When others can receive it; null where it was only looked at.</param>
/// <param name="Receives">How often it was received, this time included.</param>
internal sealed record MessageDocument(
    string Id, string? Receipt, string? ContentType, byte[] Content, DateTimeOffset Inserted, DateTimeOffset Expires, DateTimeOffset? NextVisible,
    int Receives)
{
    public static MessageDocument OfReceived(Message message) =>
        OfPeeked(message) with { Receipt = message.Receipt.ToString("N"), NextVisible = message.Visible };

    public static MessageDocument OfPeeked(Message message) => new(
        message.Id.ToString("N"), null, message.ContentType, message.Content, message.Inserted, message.Expires, null, message.Receives);
}

internal static class MessageDocuments
{
    public static async Task WriteAsync<T>(HttpContext context, T document, JsonTypeInfo<T> type)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(document, type);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(json, context.RequestAborted).ConfigureAwait(false);
    }
}
