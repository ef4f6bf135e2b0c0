namespace ValetKey.Gcp.Signing;

/// <summary>One request that a URL is to be signed for.</summary>
internal readonly ref struct UrlRequest
{
    /// <summary>The method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>Where the bucket is.</summary>
    public required GcsBucket Bucket { get; init; }

    /// <summary>The object's name; null for the bucket itself.</summary>
    public string? Name { get; init; }

    /// <summary>The headers to sign, all but the host, in the order of their names in lower case.</summary>
    public required OrderedDictionary<string, string> Headers { get; init; }

    /// <summary>The query's parameters, not encoded, in the order of their encoded names; those of the signature come by themselves.</summary>
    public ReadOnlySpan<KeyValuePair<string, string>> Query { get; init; }

    /// <summary>The date of the signature, from which the lifetime counts.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>How long the URL lives: 1 to 604,800 seconds.</summary>
    public required long Seconds { get; init; }
}
