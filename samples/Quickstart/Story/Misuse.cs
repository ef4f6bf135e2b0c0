namespace ValetKey.Samples.Quickstart.Story;

/// <summary>Requests that a well-behaved client would not send. ValetKey's own <c>CreateRequest</c> refuses to build them.</summary>
internal static class Misuse
{
    public static HttpRequestMessage OtherUrl(SignedUrl key, string url) => Build(key, key.Method, url, null);

    public static HttpRequestMessage OtherMethod(SignedUrl key, HttpMethod method) => Build(key, method, key.Url, null);

    public static HttpRequestMessage OtherContent(SignedUrl key, HttpContent content) => Build(key, key.Method, key.Url, content);

    private static HttpRequestMessage Build(SignedUrl key, HttpMethod method, string url, HttpContent? content)
    {
        HttpRequestMessage request = new(method, url) { Content = content };
        foreach ((string name, string value) in key.Headers)
        {
            // The content keeps its own type and length, also where a service has a header of its own for the type.
            bool isType = content is not null && value == Picture.ContentType;
            request.Headers.TryAddWithoutValidation(name, isType ? content!.Headers.ContentType?.ToString() : value);
        }

        return request;
    }
}
