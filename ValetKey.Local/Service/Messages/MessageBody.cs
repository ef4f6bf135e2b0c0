using System.Buffers;
using Microsoft.AspNetCore.Http;
using ValetKey.Local.Storage;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service.Messages;

/// <summary>The content of a message, as it comes in: any bytes, up to the limit, and their type.</summary>
internal static class MessageBody
{
    private const int LongestContentType = 255;
    private const int BufferBytes = 8 * 1024;

    public static Refusal TooLarge(LocalQueueOptions options) =>
        new(413, LocalRefusalReasons.MessageTooLarge, $"A message has at most {options.MaximumMessageBytes} bytes.");

    public static Refusal? CheckHeaders(HttpRequest request) => request switch
    {
        { ContentType.Length: > LongestContentType } => Refusal.Malformed($"The content type has at most {LongestContentType} characters."),
        { Headers.ContentEncoding.Count: > 0 } => Refusal.Malformed("A message keeps its content type and no content encoding."),
        _ => StoredHeaders.Check(new ObjectHeaders { ContentType = request.ContentType }),
    };

    /// <summary>Null if there are more bytes than that.</summary>
    public static async Task<byte[]?> TryReadAsync(HttpContext context, int most)
    {
        if (context.Request.ContentLength > most)
        {
            return null;
        }

        using MemoryStream content = new((int)(context.Request.ContentLength ?? 0));
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted).ConfigureAwait(false)) > 0)
            {
                if (content.Length + read > most)
                {
                    return null;
                }

                content.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        return content.ToArray();
    }
}
