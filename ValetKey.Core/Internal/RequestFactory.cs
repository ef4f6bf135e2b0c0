using System.Globalization;

namespace ValetKey.Internal;

/// <summary>Builds the request that a key describes, and refuses to build one that the service would refuse.</summary>
internal static class RequestFactory
{
    public static HttpRequestMessage Create(
        HttpMethod method, string url, IReadOnlyDictionary<string, string> headers, HttpContent? content)
    {
        HttpRequestMessage request = new(method, url) { Content = content };
        foreach ((string name, string value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                SetContentHeader(content, name, value);
            }
        }

        return request;
    }

    private static void SetContentHeader(HttpContent? content, string name, string value)
    {
        if (content is null)
        {
            throw new ArgumentException($"The key wants the header {name}, which needs a body; give the content.", nameof(content));
        }

        if (string.Equals(name, "Content-Length", StringComparison.OrdinalIgnoreCase))
        {
            long length = long.Parse(value, CultureInfo.InvariantCulture);
            if (content.Headers.ContentLength is { } actual && actual != length)
            {
                throw new ArgumentException($"The key is for exactly {length} bytes, and the content has {actual}.", nameof(content));
            }

            content.Headers.ContentLength = length;
            return;
        }

        content.Headers.Remove(name);
        content.Headers.TryAddWithoutValidation(name, value);
    }
}
