using ValetKey.Local.Storage.Digests;

namespace ValetKey.Local.Storage;

internal sealed record ObjectInfo
{
    public required string Container { get; init; }

    public required string Name { get; init; }

    public required long Length { get; init; }

    /// <summary>In whole seconds, as HTTP dates are.</summary>
    public required DateTimeOffset LastModified { get; init; }

    public required ObjectHeaders Headers { get; init; }

    public required DigestSet Digests { get; init; }

    /// <summary>A strong entity tag, in its quotes.</summary>
    public string ETag => $"\"{Convert.ToHexStringLower(Digests.Md5)}\"";
}
