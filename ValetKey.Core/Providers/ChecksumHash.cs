using System.Buffers.Binary;
using System.Security.Cryptography;
using ValetKey.Internal;

namespace ValetKey.Providers;

/// <summary>Computes a checksum, piece by piece. For one thread at a time.</summary>
public sealed class ChecksumHash : IDisposable
{
    private readonly ChecksumAlgorithm _algorithm;
    private readonly IncrementalHash? _hash;
    private ulong _crc;

    /// <summary>Begins.</summary>
    /// <param name="algorithm">How it is computed.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="algorithm"/> is not one of the defined values.</exception>
    public ChecksumHash(ChecksumAlgorithm algorithm)
    {
        _algorithm = algorithm;
        _hash = algorithm switch
        {
            ChecksumAlgorithm.Md5 => IncrementalHash.CreateHash(HashAlgorithmName.MD5),
            ChecksumAlgorithm.Sha256 => IncrementalHash.CreateHash(HashAlgorithmName.SHA256),
            ChecksumAlgorithm.Crc32C or ChecksumAlgorithm.Crc64Nvme => null,
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Not a checksum algorithm."),
        };
    }

    /// <summary>Goes on with more of the content.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        if (_hash is not null)
        {
            _hash.AppendData(data);
        }
        else if (_algorithm == ChecksumAlgorithm.Crc32C)
        {
            _crc = Crc32C.Append((uint)_crc, data);
        }
        else
        {
            _crc = Crc64Nvme.Append(_crc, data);
        }
    }

    /// <summary>The checksum of what was appended so far.</summary>
    public Checksum GetCurrent()
    {
        Span<byte> value = stackalloc byte[SHA256.HashSizeInBytes];
        int length;
        if (_hash is not null)
        {
            length = _hash.GetCurrentHash(value);
        }
        else if (_algorithm == ChecksumAlgorithm.Crc32C)
        {
            BinaryPrimitives.WriteUInt32BigEndian(value, (uint)_crc);
            length = sizeof(uint);
        }
        else
        {
            BinaryPrimitives.WriteUInt64BigEndian(value, _crc);
            length = sizeof(ulong);
        }

        return new Checksum(_algorithm, value[..length]);
    }

    /// <summary>Lets go of the hash.</summary>
    public void Dispose() => _hash?.Dispose();
}
