namespace ValetKey;

/// <summary>
/// What a store has to allow pages of other origins, so that a browser can use a key (CORS): <c>RequiredCors</c> of a key says it, and each provider
/// prints it as its store takes it.
/// </summary>
public sealed record CorsRule
{
    /// <summary>The pages' origins, such as <c>https://app.example</c>; <c>*</c> for all.</summary>
    public required IReadOnlyList<string> Origins { get; init; }

    /// <summary>The methods.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>
    /// The headers that a page sends, in lower case: those of the key, and an upload's content type, which browsers add by themselves.
    /// </summary>
    public required IReadOnlyList<string> RequestHeaders { get; init; }

    /// <summary>The headers of the answer that a page may read, besides those that every page may.</summary>
    public required IReadOnlyList<string> ExposedHeaders { get; init; }

    /// <summary>How long browsers keep to the answer without asking again, in whole seconds.</summary>
    /// <value>Default: 1 hour.</value>
    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromHours(1);
}
