using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using ValetKey.Azure.Delegation;
using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>Signs tokens, with an account's key or with a user delegation key.</summary>
/// <param name="version">The version of the service.</param>
/// <param name="hash">The key.</param>
/// <param name="key">The user delegation key whose hash it is; null for an account's.</param>
internal readonly struct Sas(SasVersion version, KeyedHash hash, DelegationKey? key)
{
    private const int StackBytes = 2048;

    /// <summary>The token alone, as it stands behind <c>?</c>.</summary>
    /// <param name="token">What it says.</param>
    /// <param name="place">The container or the queue.</param>
    /// <param name="name">The object or the directory that is signed for; empty for the whole place.</param>
    public string Query(in SasToken token, SasPlace place, string name) => Write(token, place, name, null, "");

    /// <summary>A whole URL.</summary>
    /// <param name="token">What the token says.</param>
    /// <param name="place">The container or the queue.</param>
    /// <param name="name">The object or the directory that is signed for; empty for the whole place.</param>
    /// <param name="path">What follows the place and a slash, not escaped; empty for the place itself.</param>
    /// <param name="operation">Parameters that go before the token, escaped; or empty.</param>
    public string Url(in SasToken token, SasPlace place, string name, string path, string operation) =>
        Write(token, place, name, path, operation);

    private string Write(in SasToken token, SasPlace place, string name, string? path, string operation)
    {
        int size = Math.Max(
            StringToSign.MeasureAtMost(token, place, name, key),
            SasQuery.MeasureAtMost(token, place, path ?? "", key) + operation.Length);
        byte[]? rented = size > StackBytes ? ArrayPool<byte>.Shared.Rent(size) : null;
        try
        {
            Span<byte> buffer = rented ?? stackalloc byte[StackBytes];
            SasTimes times = new(token, stackalloc byte[2 * SasTime.Length]);
            AsciiWriter text = new(buffer);
            StringToSign.Write(ref text, token, times, version, place, name, key);
            Span<byte> signature = stackalloc byte[SHA256.HashSizeInBytes];
            hash.Hash(text.Written, signature);

            AsciiWriter writer = new(buffer);
            WriteBeforeToken(ref writer, place, path, operation);
            SasQuery.Write(ref writer, token, times, version, key);
            SasQuery.WriteSignature(ref writer, signature);
            return Encoding.ASCII.GetString(writer.Written);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented, clearArray: true);
            }
        }
    }

    private static void WriteBeforeToken(ref AsciiWriter writer, SasPlace place, string? path, string operation)
    {
        if (path is null)
        {
            return;
        }

        writer.Raw(place.UrlText);
        if (path.Length > 0)
        {
            writer.Raw('/');
            writer.Path(path);
        }

        writer.Raw('?');
        if (operation.Length > 0)
        {
            writer.Raw(operation);
            writer.Raw('&');
        }
    }
}
