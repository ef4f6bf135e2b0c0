using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ValetKey.Issuing;

/// <summary>
/// Version 7 ids (RFC 9562, 5.7) of the attempt's time. Randomness is drawn for many ids at once: a system call per key would cost as
/// much as signing it.
/// </summary>
internal static class KeyIds
{
    private const int RandomBytesPerId = 10;
    private const int IdsPerDraw = 256;

    [ThreadStatic]
    private static Reservoir? _reservoir;

    public static Guid Create(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time.ToUnixTimeMilliseconds() << 16);
        (_reservoir ??= new Reservoir()).Take(bytes[6..]);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private sealed class Reservoir
    {
        private readonly byte[] _random = new byte[RandomBytesPerId * IdsPerDraw];
        private int _taken;

        public Reservoir() => _taken = _random.Length;

        public void Take(Span<byte> destination)
        {
            if (_taken == _random.Length)
            {
                RandomNumberGenerator.Fill(_random);
                _taken = 0;
            }

            Span<byte> fresh = _random.AsSpan(_taken, RandomBytesPerId);
            fresh.CopyTo(destination);
            fresh.Clear();
            _taken += RandomBytesPerId;
        }
    }
}
