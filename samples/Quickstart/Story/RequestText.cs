using System.Globalization;

namespace ValetKey.Samples.Quickstart.Story;

/// <summary>Requests in words.</summary>
internal static class RequestText
{
    public static string Describe(KeyRequest request)
    {
        KeyConstraints constraints = request.Constraints;
        List<string> parts = [$"{request.Permissions} on {request.Scope}"];
        if (constraints.ContentType is { } type)
        {
            parts.Add($"as {type}");
        }

        if (constraints.ContentLength is { } length)
        {
            parts.Add(length.ToString());
        }

        if (constraints.SingleUse)
        {
            parts.Add("once");
        }

        if (request.Lifetime is { } lifetime)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"for {lifetime.TotalSeconds:0} s"));
        }

        return string.Join(", ", parts);
    }

    public static string Describe(HttpRequestMessage request)
    {
        string line = $"{request.Method} {Redaction.Shorten(request.RequestUri!)}";
        return request.Content is { Headers: var headers }
            ? string.Create(CultureInfo.InvariantCulture, $"{line} with {headers.ContentLength:N0} bytes of {headers.ContentType?.MediaType}")
            : line;
    }
}
