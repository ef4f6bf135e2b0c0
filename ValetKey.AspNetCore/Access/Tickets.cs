using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using ValetKey.Providers;

namespace ValetKey.AspNetCore.Access;

/// <summary>
/// Tickets: who has one may go on with this upload, if he is the user that it was made for, and may do nothing else. Any instance that shares the
/// application's data protection keys reads them.
/// </summary>
/// <remarks>
/// A ticket is a keyed hash of upload and user, with the key for it, which data protection has sealed. So one seal, which costs as much as all the
/// rest of an offer, serves many tickets, and nothing needs to be kept.
/// </remarks>
internal sealed class Tickets(IDataProtectionProvider protection, string uploads, TimeProvider time) : IDisposable
{
    private const int KeyLength = 32;
    private const int MostKeys = 1000;

    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(1);

    private readonly IDataProtector _protector = protection.CreateProtector("ValetKey.AspNetCore.Uploads", uploads);
    private readonly ConcurrentDictionary<string, KeyedHash> _opened = new(StringComparer.Ordinal);
    private readonly Lock _sealing = new();
    private volatile TicketKey? _current;

    public string Issue(string id, string? subject)
    {
        TicketKey key = Current();
        return $"{key.Sealed}.{HashOf(key.Hash, key.Sealed, id, subject)}";
    }

    public bool IsFor(string? ticket, string id, string? subject) =>
        ticket?.Split('.') is [var @sealed, var hash] && Open(@sealed) is { } key
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(hash), Encoding.UTF8.GetBytes(HashOf(key, @sealed, id, subject)));

    public void Dispose()
    {
        foreach (KeyedHash key in _opened.Values)
        {
            key.Dispose();
        }
    }

    /// <summary>
    /// The seal's text is hashed too, since other texts would open the same. The id has a fixed length, and nobody's subject is not the empty one.
    /// </summary>
    private static string HashOf(KeyedHash key, string @sealed, string id, string? subject)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        key.Hash(Encoding.UTF8.GetBytes(subject is null ? $"{@sealed}.{id}" : $"{@sealed}.{id}:{subject}"), hash);
        return Base64Url.EncodeToString(hash);
    }

    private TicketKey Current()
    {
        if (_current is { } current && time.GetUtcNow() < current.Until)
        {
            return current;
        }

        lock (_sealing)
        {
            if (_current is { } another && time.GetUtcNow() < another.Until)
            {
                return another;
            }

            byte[] secret = RandomNumberGenerator.GetBytes(KeyLength);
            string @sealed = Base64Url.EncodeToString(_protector.Protect(secret));
            TicketKey key = new(@sealed, Remember(@sealed, secret), time.GetUtcNow() + KeyLife);
            _current = key;
            return key;
        }
    }

    private KeyedHash? Open(string @sealed)
    {
        if (_opened.TryGetValue(@sealed, out KeyedHash? known))
        {
            return known;
        }

        try
        {
            byte[] secret = _protector.Unprotect(Base64Url.DecodeFromChars(@sealed));
            return secret.Length == KeyLength ? Remember(@sealed, secret) : null;
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private KeyedHash Remember(string @sealed, byte[] secret)
    {
        if (_opened.Count >= MostKeys)
        {
            _opened.Clear(); // What is needed again is opened again.
        }

        KeyedHash key = _opened.GetOrAdd(@sealed, static (_, secret) => new KeyedHash(HashAlgorithmName.SHA256, secret), secret);
        CryptographicOperations.ZeroMemory(secret);
        return key;
    }

    /// <summary>A key, and what data protection made of it.</summary>
    private sealed record TicketKey(string Sealed, KeyedHash Hash, DateTimeOffset Until);
}
