using ValetKey.Providers;

namespace ValetKey;

/// <summary>Says what keys need of CORS ("Fetch", HTTP-CORS protocol).</summary>
/// <remarks>Temporary credentials and tokens are for SDKs, which choose the headers of their requests by themselves.</remarks>
public static class KeyCorsExtensions
{
    private const string AnyOrigin = "*";
    private const string ContentType = "content-type";

    /// <summary>"Forbidden request-header": browsers set these by themselves, and do not ask for them.</summary>
    private static readonly string[] SetByBrowsers = ["content-length", "host"];

    /// <summary>What the store has to allow so that pages of these origins can use the key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="origins">The pages' origins, such as <c>https://app.example</c>; <c>*</c> for all.</param>
    /// <exception cref="ArgumentException">There is none, or one is no origin.</exception>
    public static CorsRule RequiredCors(this SignedUrl key, params IReadOnlyList<string> origins)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Of(origins, [(key.Method, key.Headers.Keys)]);
    }

    /// <summary>The same for a form, whose content type needs no leave.</summary>
    /// <inheritdoc cref="RequiredCors(SignedUrl, IReadOnlyList{string})"/>
    public static CorsRule RequiredCors(this SignedForm key, params IReadOnlyList<string> origins)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Of(origins, [(HttpMethod.Post, [])]) with { RequestHeaders = [] };
    }

    /// <summary>The same for all operations of a query.</summary>
    /// <inheritdoc cref="RequiredCors(SignedUrl, IReadOnlyList{string})"/>
    public static CorsRule RequiredCors(this SignedQuery key, params IReadOnlyList<string> origins)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Of(origins, [.. key.Operations
            .SelectMany(operation => operation.Acknowledge is { } later ? new[] { operation, later } : [operation])
            .Select(operation => (operation.Method, operation.Headers.Keys))]);
    }

    private static CorsRule Of(IReadOnlyList<string> origins, (HttpMethod Method, IEnumerable<string> Headers)[] requests) => new()
    {
        Origins = [.. OriginsOf(origins)],
        Methods = [.. requests.Select(request => request.Method.Method).Distinct()],
        RequestHeaders =
        [
            .. requests
                .SelectMany(request => request.Method == HttpMethod.Put || request.Method == HttpMethod.Post
                    ? request.Headers.Append(ContentType)
                    : request.Headers)
                .Select(header => header.ToLowerInvariant())
                .Except(SetByBrowsers)
                .Order(StringComparer.Ordinal),
        ],
        ExposedHeaders = requests.Any(request => request.Method == HttpMethod.Get) ? ["ETag", "Content-Range", "Content-Disposition"] : ["ETag"],
    };

    private static IEnumerable<string> OriginsOf(IReadOnlyList<string> origins)
    {
        ArgumentNullException.ThrowIfNull(origins);
        if (origins.Count == 0)
        {
            throw new ArgumentException("Name the pages' origins, such as https://app.example; or * for all.", nameof(origins));
        }

        return origins.Select(origin =>
            origin == AnyOrigin ? AnyOrigin
            : Uri.TryCreate(origin, UriKind.Absolute, out Uri? url) && EndpointUrl.IsOrigin(url) ? EndpointUrl.OriginOf(url)
            : throw new ArgumentException($"'{EndpointUrl.Redact(origin)}' is no origin such as https://app.example.", nameof(origins)));
    }
}
