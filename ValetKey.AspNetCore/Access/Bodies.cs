using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace ValetKey.AspNetCore.Access;

/// <summary>JSON of requests and answers, and other answers that are as short.</summary>
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

    /// <summary>Whether an answer of this type is accepted by name: patterns such as <c>*/*</c> ask for nothing in particular.</summary>
    public static bool AreAccepted(HttpRequest request, string contentType) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted)
        && accepted.Any(type => type.Quality != 0 && type.MediaType.Equals(contentType, StringComparison.OrdinalIgnoreCase));

    public static Task WriteAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type, string contentType = "application/json") =>
        WriteAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(value, type), contentType);

    /// <summary>Short, so they go out in one piece with their headers when the request ends.</summary>
    public static Task WriteAsync(HttpContext context, int status, byte[] body, string contentType)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        context.Response.BodyWriter.Write(body);
        return Task.CompletedTask;
    }
}
