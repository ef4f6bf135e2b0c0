namespace ValetKey.Local.Storage;

/// <summary>What is stored beside the content and handed back with it.</summary>
internal sealed record ObjectHeaders
{
    public static ObjectHeaders None { get; } = new();

    public string? ContentType { get; init; }

    public string? ContentDisposition { get; init; }

    public string? CacheControl { get; init; }

    public string? ContentEncoding { get; init; }

    public string? ContentLanguage { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
