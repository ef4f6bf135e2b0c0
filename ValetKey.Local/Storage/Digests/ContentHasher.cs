using ValetKey.Providers;

namespace ValetKey.Local.Storage.Digests;

/// <summary>Computes in one pass all digests that are asked for; MD5 always, as the ETag is made of it.</summary>
internal sealed class ContentHasher(DigestKinds kinds) : IDisposable
{
    private readonly ChecksumHash _md5 = new(ChecksumAlgorithm.Md5);
    private readonly ChecksumHash? _sha256 = kinds.HasFlag(DigestKinds.Sha256) ? new(ChecksumAlgorithm.Sha256) : null;
    private readonly ChecksumHash? _crc32C = kinds.HasFlag(DigestKinds.Crc32C) ? new(ChecksumAlgorithm.Crc32C) : null;
    private readonly ChecksumHash? _crc64Nvme = kinds.HasFlag(DigestKinds.Crc64Nvme) ? new(ChecksumAlgorithm.Crc64Nvme) : null;

    public void Append(ReadOnlySpan<byte> data)
    {
        _md5.Append(data);
        _sha256?.Append(data);
        _crc32C?.Append(data);
        _crc64Nvme?.Append(data);
    }

    public DigestSet Current() => new()
    {
        Md5 = _md5.GetCurrent().Value.ToArray(),
        Sha256 = _sha256?.GetCurrent().Value.ToArray(),
        Crc32C = _crc32C?.GetCurrent().Value.ToArray(),
        Crc64Nvme = _crc64Nvme?.GetCurrent().Value.ToArray(),
    };

    public void Dispose()
    {
        _md5.Dispose();
        _sha256?.Dispose();
        _crc32C?.Dispose();
        _crc64Nvme?.Dispose();
    }
}
