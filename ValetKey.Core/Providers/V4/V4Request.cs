namespace ValetKey.Providers;

/// <summary>One request that a URL is to be signed for.</summary>
public readonly ref struct V4Request
{
    /// <summary>A request without headers or parameters.</summary>
    public V4Request()
    {
    }

    /// <summary>The method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>Where the container is.</summary>
    public required V4Place Place { get; init; }

    /// <summary>The object's name, not encoded; null for the container itself.</summary>
    public string? Name { get; init; }

    /// <summary>The headers to sign, all but the host.</summary>
    /// <value>Default: none.</value>
    public HeaderCollection Headers { get; init; } = HeaderCollection.None;

    /// <summary>The query's parameters, not encoded, in any order; those of the signature come by themselves.</summary>
    /// <value>Default: none.</value>
    public ReadOnlySpan<KeyValuePair<string, string>> Query { get; init; }

    /// <summary>The date of the signature, in whole seconds; the URL opens from then on.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When the URL ends: a second to <see cref="V4Url.LongestLifetime"/> after <see cref="Start"/>.</summary>
    public required DateTimeOffset End { get; init; }
}
