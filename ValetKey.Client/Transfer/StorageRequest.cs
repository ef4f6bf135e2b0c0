using System.Globalization;
using System.Net.Http.Headers;

namespace ValetKey.Client.Transfer;

/// <summary>One request to the store, as the application or a key describes it.</summary>
internal sealed record StorageRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers)
{
    private const string ContentLength = "Content-Length";

    /// <summary>How old its key is.</summary>
    public static readonly HttpRequestOptionsKey<KeyAge> Age = new("ValetKey.Client.KeyAge");

    /// <summary>Without the URL, which is a key.</summary>
    public override string ToString() => Method;

    /// <summary>Each header is set once: a doubled one breaks signatures.</summary>
    /// <exception cref="TransferException">It is no request, or not for this content.</exception>
    public HttpRequestMessage Create(HttpContent? content, KeyAge age)
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out Uri? url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            throw new TransferException(TransferFailure.InvalidAnswer, "The request's URL is not an absolute http or https URL.");
        }

        HttpRequestMessage request = new(new HttpMethod(Method), url) { Content = content };
        request.Options.Set(Age, age);
        foreach ((string name, string value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                AddToContent(request, name, value);
            }
        }

        return request;
    }

    private static void AddToContent(HttpRequestMessage request, string name, string value)
    {
        HttpContent content = request.Content ??= new ByteArrayContent([]);
        if (!string.Equals(name, ContentLength, StringComparison.OrdinalIgnoreCase))
        {
            Replace(content.Headers, name, value);
        }
        else if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            || (content.Headers.ContentLength is { } actual && actual != length))
        {
            throw new TransferException(
                TransferFailure.InvalidAnswer, $"The request is for exactly {value} bytes, and the content has {content.Headers.ContentLength}.")
            {
                Request = TransferRequest.Of(request.Method, request.RequestUri!),
            };
        }
    }

    private static void Replace(HttpContentHeaders headers, string name, string value)
    {
        try
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }
        catch (Exception fault) when (fault is FormatException or InvalidOperationException)
        {
            throw new TransferException(TransferFailure.InvalidAnswer, "The request has a header that is none.");
        }
    }
}
