using System.Net.Http.Headers;

namespace ValetKey.Tests.Support;

/// <summary>What a browser asks before it lets a page of another origin send a request ("Fetch", CORS-preflight fetch).</summary>
internal static class Browser
{
    public const string Origin = "https://app.example";

    private static readonly string[] SetByItself = ["content-length", "host"];

    /// <summary>The content of a file, with the type that browsers send along.</summary>
    public static ByteArrayContent File(byte[] content, string type = "image/png") =>
        new(content) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    /// <summary>The question for a request.</summary>
    public static HttpRequestMessage Preflight(HttpRequestMessage request, string origin = Origin, string? method = null, string? moreHeaders = null)
    {
        string[] headers =
        [
            .. request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
                .Select(header => header.Key.ToLowerInvariant())
                .Except(SetByItself)
                .Where(name => name != "content-type" || request.Content!.Headers.ContentType!.MediaType != "multipart/form-data")
                .Concat(moreHeaders is null ? [] : [moreHeaders])
                .Order(StringComparer.Ordinal),
        ];
        HttpRequestMessage preflight = new(HttpMethod.Options, request.RequestUri);
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", method ?? request.Method.Method);
        if (headers.Length > 0)
        {
            preflight.Headers.Add("Access-Control-Request-Headers", string.Join(',', headers));
        }

        return preflight;
    }

    /// <summary>Whether the answer lets the page go on: the origin, the method and each header that were asked for are allowed.</summary>
    public static bool Allows(HttpResponseMessage answer, HttpRequestMessage preflight) =>
        answer.IsSuccessStatusCode
        && Listed(answer, "Access-Control-Allow-Origin") is [var origin]
        && (origin == "*" || origin == preflight.Headers.GetValues("Origin").Single())
        && Listed(answer, "Access-Control-Allow-Methods").Contains(preflight.Headers.GetValues("Access-Control-Request-Method").Single())
        && (!preflight.Headers.TryGetValues("Access-Control-Request-Headers", out IEnumerable<string>? asked)
            || asked.Single().Split(',')
                .All(name => Listed(answer, "Access-Control-Allow-Headers").Contains(name, StringComparer.OrdinalIgnoreCase)));

    public static string[] Listed(HttpResponseMessage answer, string header) => answer.Headers.TryGetValues(header, out IEnumerable<string>? values)
        ? [.. values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))]
        : [];
}
