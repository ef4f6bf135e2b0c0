namespace ValetKey.Testing;

/// <summary>Content types of uploads, and those that are something else.</summary>
internal static class ContentTypeSamples
{
    private const string Own = "image/png";

    public static ConstraintSample One { get; } = Sample(
        Own, "text/html", "image/svg+xml", "image/png, text/html", "text/html, image/png", "image/png;text/html", "image/pngx", "");

    public static ConstraintSample Family { get; } = Sample("image/*", "text/html", "imagex/png", "text/html, image/png", "image", "");

    private static ConstraintSample Sample(string constraint, params string[] others) => new(new KeyConstraints { ContentType = constraint })
    {
        Upload = ConstraintSample.Plain with { ContentType = Own },
        Violations = [.. others.Select(other => ($"content type '{other}'", (Func<RawRequest, RawRequest>)(request => WithType(request, other))))],
    };

    /// <summary>Whatever says the content type says another, or nothing.</summary>
    private static RawRequest WithType(RawRequest request, string type) => request with
    {
        Headers =
        [
            .. request.Headers.Where(header => !SaysType(header.Key, header.Value) || type.Length > 0)
                .Select(header => SaysType(header.Key, header.Value) ? new(header.Key, type) : header),
        ],
        Parts = request.Parts is not { } parts ? null :
        [
            .. parts.SkipLast(1).Where(part => !SaysType(part.Name, part.Value) || type.Length > 0)
                .Select(part => SaysType(part.Name, part.Value) ? part.WithValue(type) : part),
            parts[^1] with { ContentType = type.Length == 0 ? null : type },
        ],
    };

    private static bool SaysType(string name, string value) =>
        value == Own || string.Equals(name, "Content-Type", StringComparison.OrdinalIgnoreCase);
}
