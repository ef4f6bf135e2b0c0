namespace ValetKey;

/// <summary>Headers that the storage service will put on a download, whatever was stored with the object.</summary>
public sealed record ResponseOverrides
{
    /// <summary>The <c>Content-Type</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>The <c>Content-Disposition</c>, such as <c>attachment; filename="report.pdf"</c>.</summary>
    public string? ContentDisposition { get; init; }

    /// <summary>The <c>Cache-Control</c>.</summary>
    public string? CacheControl { get; init; }

    /// <summary>The <c>Content-Encoding</c>.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>The <c>Content-Language</c>.</summary>
    public string? ContentLanguage { get; init; }
}
