namespace ValetKey.Local.Storage;

internal sealed record ObjectInfo
{
    public required string Container { get; init; }

    public required string Name { get; init; }

    public required long Length { get; init; }

    /// <summary>In whole seconds, as HTTP dates are.</summary>
    public required DateTimeOffset LastModified { get; init; }

    public required ObjectHeaders Headers { get; init; }

    /// <summary>A strong entity tag, in its quotes; see <see cref="Tags"/>.</summary>
    public required string ETag { get; init; }
}
