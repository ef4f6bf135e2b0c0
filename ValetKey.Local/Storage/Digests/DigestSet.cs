namespace ValetKey.Local.Storage.Digests;

/// <summary>The digests that were computed of one object's content.</summary>
internal sealed class DigestSet
{
    public required byte[] Md5 { get; init; }

    public byte[]? Sha256 { get; init; }

    public byte[]? Crc32C { get; init; }

    public byte[]? Crc64Nvme { get; init; }

    private byte[]? Find(DigestKinds kind) => kind switch
    {
        DigestKinds.Md5 => Md5,
        DigestKinds.Sha256 => Sha256,
        DigestKinds.Crc32C => Crc32C,
        DigestKinds.Crc64Nvme => Crc64Nvme,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "One kind of digest is asked for at a time."),
    };

    public bool Matches(Digest expected) =>
        Find(expected.Kind) is { } actual && expected.Value.Span.SequenceEqual(actual);
}
