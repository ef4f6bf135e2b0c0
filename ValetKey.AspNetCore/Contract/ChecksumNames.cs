namespace ValetKey.AspNetCore.Contract;

/// <summary>Checksums as the contract spells them.</summary>
internal static class ChecksumNames
{
    private static readonly (string Name, ChecksumAlgorithm Algorithm, ConstraintKinds Kind)[] All =
    [
        ("md5", ChecksumAlgorithm.Md5, ConstraintKinds.ChecksumMd5),
        ("sha256", ChecksumAlgorithm.Sha256, ConstraintKinds.ChecksumSha256),
        ("crc32c", ChecksumAlgorithm.Crc32C, ConstraintKinds.ChecksumCrc32C),
        ("crc64nvme", ChecksumAlgorithm.Crc64Nvme, ConstraintKinds.ChecksumCrc64Nvme),
    ];

    public static ChecksumAlgorithm? Find(string? name) =>
        All.Where(one => one.Name == name).Select(one => (ChecksumAlgorithm?)one.Algorithm).FirstOrDefault();

    public static IReadOnlyList<string> Of(ConstraintKinds kinds) => [.. All.Where(one => kinds.HasFlag(one.Kind)).Select(one => one.Name)];
}
