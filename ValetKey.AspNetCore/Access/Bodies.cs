using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ValetKey.AspNetCore.Access;

/// <summary>JSON of requests and answers.</summary>
internal static class Bodies
{
    private const long MaximumLength = 64 * 1024;

    /// <exception cref="RefusedException">The body is too long, or not what it should be.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new RefusedException(Problems.NotJson);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaximumLength;
        }

        if (context.Request.ContentLength > MaximumLength)
        {
            throw new RefusedException(Problems.BodyTooLarge);
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.BodyReader, type, context.RequestAborted).ConfigureAwait(false)
                ?? throw new RefusedException(Problems.Malformed("The body is a JSON object."));
        }
        catch (JsonException fault)
        {
            throw new RefusedException(Problems.Malformed($"The body is not the JSON that is expected, at '{fault.Path}'."));
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new RefusedException(Problems.BodyTooLarge);
        }
    }

    public static Task WriteAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type, string contentType = "application/json")
    {
        // Short, so they go out in one piece with their headers when the request ends.
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        context.Response.BodyWriter.Write(body);
        return Task.CompletedTask;
    }
}
