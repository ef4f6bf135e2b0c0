using System.Security.Cryptography;

namespace ValetKey.Providers;

/// <summary>
/// An HMAC (RFC 2104) with one key, to be kept and used by many threads at once. Setting up a keyed hash costs about as much as using it, so each
/// thread keeps a few, and takes the one that was set up for this key.
/// </summary>
/// <remarks>
/// Threads hold at most <see cref="SlotsPerThread"/> hashes each; one that was set up for another key is set up anew. Disposing clears this
/// object's copy of the key; a thread's hash is let go when another key takes its place.
/// </remarks>
public sealed class KeyedHash : IDisposable
{
    /// <summary>How many keyed hashes a thread keeps.</summary>
    public const int SlotsPerThread = 8;

    [ThreadStatic]
    private static Slot[]? _slots;

    private static int _lastOrdinal;

    private readonly HashAlgorithmName _algorithm;
    private readonly byte[] _key;
    private readonly int _ordinal = Interlocked.Increment(ref _lastOrdinal);

    /// <summary>
    /// Tells this key's hashes from all others', which a number that wraps would not. Not this object itself: a thread would keep its key.
    /// </summary>
    private readonly object _identity = new();
    private bool _isDisposed;

    /// <summary>Creates the hash.</summary>
    /// <param name="algorithm">SHA-256, or what the service's scheme asks for.</param>
    /// <param name="key">The secret key, which is copied.</param>
    public KeyedHash(HashAlgorithmName algorithm, ReadOnlySpan<byte> key)
    {
        _algorithm = algorithm;
        _key = key.ToArray();
        HashLengthInBytes = Rent().HashLengthInBytes;
    }

    /// <summary>The length of a hash.</summary>
    public int HashLengthInBytes { get; }

    /// <summary>Hashes <paramref name="data"/>. Allocates nothing once the thread has a hash for this key.</summary>
    /// <param name="data">What to hash.</param>
    /// <param name="destination">At least <see cref="HashLengthInBytes"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    /// <exception cref="ObjectDisposedException">The key was cleared.</exception>
    public int Hash(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        if (destination.Length < HashLengthInBytes)
        {
            throw new ArgumentException(
                $"The hash takes {HashLengthInBytes} bytes, and there is room for {destination.Length}.", nameof(destination));
        }

        IncrementalHash hash = Rent();
        hash.AppendData(data);
        return hash.GetHashAndReset(destination);
    }

    /// <summary>Clears the key.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _isDisposed, true);
        CryptographicOperations.ZeroMemory(_key);
    }

    private IncrementalHash Rent()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Slot[] slots = _slots ??= new Slot[SlotsPerThread];
        ref Slot slot = ref slots[(uint)_ordinal % SlotsPerThread];
        if (ReferenceEquals(slot.Identity, _identity))
        {
            return slot.Hash;
        }

        // Made before the old one is let go: an algorithm that does not exist must not cost a neighbour its hash.
        IncrementalHash fresh = IncrementalHash.CreateHMAC(_algorithm, _key);
        if (Volatile.Read(ref _isDisposed))
        {
            fresh.Dispose(); // The key may have been cleared while it was copied.
            throw new ObjectDisposedException(nameof(KeyedHash));
        }

        slot.Hash?.Dispose();
        slot = new Slot(_identity, fresh);
        return fresh;
    }

    private readonly record struct Slot(object Identity, IncrementalHash Hash);
}
