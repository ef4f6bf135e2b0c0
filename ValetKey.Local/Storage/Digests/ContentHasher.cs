using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ValetKey.Local.Storage.Digests;

/// <summary>Computes in one pass all digests that are asked for; MD5 always, as the ETag is made of it.</summary>
internal sealed class ContentHasher(DigestKinds kinds) : IDisposable
{
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);

    private readonly IncrementalHash? _sha256 =
        kinds.HasFlag(DigestKinds.Sha256) ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;

    private readonly bool _wantsCrc32C = kinds.HasFlag(DigestKinds.Crc32C);
    private readonly bool _wantsCrc64Nvme = kinds.HasFlag(DigestKinds.Crc64Nvme);
    private uint _crc32C;
    private ulong _crc64Nvme;

    public void Append(ReadOnlySpan<byte> data)
    {
        _md5.AppendData(data);
        _sha256?.AppendData(data);

        if (_wantsCrc32C)
        {
            _crc32C = Crc32C.Append(_crc32C, data);
        }

        if (_wantsCrc64Nvme)
        {
            _crc64Nvme = Crc64Nvme.Append(_crc64Nvme, data);
        }
    }

    public DigestSet Current() => new()
    {
        Md5 = _md5.GetCurrentHash(),
        Sha256 = _sha256?.GetCurrentHash(),
        Crc32C = _wantsCrc32C ? BigEndian(_crc32C) : null,
        Crc64Nvme = _wantsCrc64Nvme ? BigEndian(_crc64Nvme) : null,
    };

    public void Dispose()
    {
        _md5.Dispose();
        _sha256?.Dispose();
    }

    private static byte[] BigEndian(uint value)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] BigEndian(ulong value)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
