namespace ValetKey.Gcp.Signing;

/// <summary>One form that is to be signed.</summary>
internal sealed class FormRequest
{
    /// <summary>Where the bucket is.</summary>
    public required GcsBucket Bucket { get; init; }

    /// <summary>The object's name, or the prefix of the names that the client may choose.</summary>
    public required string Name { get; init; }

    /// <summary>Whether <see cref="Name"/> is a prefix.</summary>
    public bool IsPrefix { get; init; }

    /// <summary>The fields that must be just so, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];

    /// <summary>The fields that must begin so, which the client completes.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Prefixes { get; init; } = [];

    /// <summary>How long the file may be.</summary>
    public LengthRange? ContentLength { get; init; }

    /// <summary>The date of the signature.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When the form ends.</summary>
    public required DateTimeOffset End { get; init; }
}
