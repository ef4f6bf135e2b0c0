using System.Net.Http.Headers;

namespace ValetKey.Testing;

/// <summary>A request in its parts, as somebody alters it who wants more than was given. Nothing in it is normalised.</summary>
internal sealed record RawRequest(HttpMethod Method, string Url)
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The headers, those of the body too; its length is not here, since it follows from the body.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body, unless it is a form's.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>Whether the body is sent without its length.</summary>
    public bool IsChunked { get; init; }

    /// <summary>The parts of a form, the file at the end.</summary>
    public IReadOnlyList<FormPart>? Parts { get; init; }

    public static async Task<RawRequest> OfAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            List<KeyValuePair<string, string>> headers = [.. Flatten(request.Headers)];
            RawRequest raw = new(request.Method, request.RequestUri!.OriginalString) { Headers = headers };
            if (request.Content is MultipartContent form)
            {
                List<FormPart> parts = [];
                foreach (HttpContent part in form)
                {
                    parts.Add(await FormPart.OfAsync(part, cancellationToken));
                }

                return raw with { Parts = parts };
            }

            if (request.Content is null)
            {
                return raw;
            }

            headers.AddRange(Flatten(request.Content.Headers).Where(header => !IsLength(header.Key)));
            return raw with { Body = await request.Content.ReadAsByteArrayAsync(cancellationToken) };
        }
    }

    public HttpRequestMessage ToMessage()
    {
        HttpRequestMessage request = new(Method, new Uri(Url, AsWritten)) { Content = ToContent() };
        foreach ((string name, string value) in Headers)
        {
            if (string.Equals(name, "Host", StringComparison.OrdinalIgnoreCase))
            {
                request.Headers.Host = value;
            }
            else if (!request.Headers.TryAddWithoutValidation(name, value) && request.Content?.Headers.TryAddWithoutValidation(name, value) != true)
            {
                request.Content ??= new ByteArrayContent([]);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (IsChunked)
        {
            request.Headers.TransferEncodingChunked = true;
        }

        return request;
    }

    public RawRequest WithUrl(Func<string, string> change) => this with { Url = change(Url) };

    public RawRequest WithHeader(string name, string value) =>
        this with { Headers = [.. Headers.Where(header => !Same(header.Key, name)), new(name, value)] };

    public RawRequest WithoutHeader(string name) => this with { Headers = [.. Headers.Where(header => !Same(header.Key, name))] };

    public RawRequest WithMoreHeader(string name, string value) => this with { Headers = [.. Headers, new(name, value)] };

    /// <summary>The same with another body: of a form, with another file.</summary>
    public RawRequest WithBody(ReadOnlyMemory<byte> body) => Parts is { } parts
        ? this with { Parts = [.. parts.SkipLast(1), parts[^1] with { Content = body }] }
        : this with { Body = body };

    /// <summary>The same in another method, with a body where the method has one and it was without.</summary>
    public RawRequest WithMethod(HttpMethod method) => this with
    {
        Method = method,
        Parts = null,
        Body = method == HttpMethod.Put || method == HttpMethod.Post || method == HttpMethod.Patch ? Body ?? "other"u8.ToArray() : null,
        Headers = method == HttpMethod.Put || method == HttpMethod.Post || method == HttpMethod.Patch
            ? Headers
            : [.. Headers.Where(header => !header.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))],
    };

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static bool IsLength(string name) => Same(name, "Content-Length");

    private static IEnumerable<KeyValuePair<string, string>> Flatten(HttpHeaders headers) =>
        headers.NonValidated.Select(header => new KeyValuePair<string, string>(header.Key, string.Join(", ", header.Value)));

    private HttpContent? ToContent()
    {
        if (Parts is { } parts)
        {
            MultipartContent form = new("form-data");
            foreach (FormPart part in parts)
            {
                form.Add(part.ToContent());
            }

            return form;
        }

        return Body is { } body ? new ReadOnlyMemoryContent(body) : null;
    }
}
