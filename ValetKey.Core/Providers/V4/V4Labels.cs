namespace ValetKey.Providers;

/// <summary>
/// The words of a V4 signature. Amazon's Signature Version 4, Google's V4 signing process and the stores that follow them differ in nothing else, so
/// labels describe a service; and under Amazon's an S3 store can judge what signs under any.
/// </summary>
/// <remarks>All are ASCII; a key with others throws <see cref="ArgumentException"/> when it first signs.</remarks>
public sealed class V4Labels
{
    /// <summary>The name of the algorithm, such as <c>AWS4-HMAC-SHA256</c>.</summary>
    public required string Algorithm { get; init; }

    /// <summary>What comes before the secret where the key of a day is derived, such as <c>AWS4</c>. Only an HMAC key has a use for it.</summary>
    /// <value>Default: empty.</value>
    public string SecretPrefix { get; init; } = "";

    /// <summary>The region of the credential scope, such as <c>eu-west-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The service of the credential scope, such as <c>s3</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The end of the credential scope, such as <c>aws4_request</c>.</summary>
    public required string Terminator { get; init; }

    /// <summary>
    /// How the names of the query's parameters begin, such as <c>X-Amz-</c>; in lower case those of a form's fields and of the service's own headers.
    /// </summary>
    public required string ParameterPrefix { get; init; }

    /// <summary>How the policy of a form is written.</summary>
    /// <value>Default: <see cref="PostDialect.Amazon"/>.</value>
    public PostDialect PostDialect { get; init; } = PostDialect.Amazon;

    /// <summary>The words as they are written, prepared once.</summary>
    internal V4Words Words => field ??= new V4Words(this);
}
