using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace ValetKey.Providers;

/// <summary>
/// Signs one request in its query ("Authenticating Requests: Using Query Parameters", Amazon S3 API Reference; "V4 signing process", Cloud Storage
/// documentation): one pass over one buffer, one hash, one signature, one string.
/// </summary>
public static class V4Url
{
    private const int StackBytes = 1536;

    /// <summary>The longest that a URL lives, by either service's documentation: 604,800 seconds.</summary>
    public static TimeSpan LongestLifetime { get; } = TimeSpan.FromDays(7);

    /// <summary>The date to sign with: the lifetime counts from it, so a URL of the longest lifetime gives up its backdating.</summary>
    /// <param name="start">When the URL is to begin to open.</param>
    /// <param name="end">When it ends.</param>
    public static DateTimeOffset StartOf(DateTimeOffset start, DateTimeOffset end) => end - start > LongestLifetime ? end - LongestLifetime : start;

    /// <summary>The URL, signed with a key of any kind; at once where the key is at hand.</summary>
    /// <param name="request">What the URL is for.</param>
    /// <param name="key">What signs.</param>
    /// <param name="cancellationToken">Gives up the wait for a key that is elsewhere.</param>
    /// <exception cref="ArgumentException">The request cannot be signed as it is: see <see cref="V4Request"/>.</exception>
    /// <exception cref="ValetKeyException">No signature can be had.</exception>
    public static ValueTask<string> SignAsync(in V4Request request, V4Key key, CancellationToken cancellationToken) =>
        key is V4LocalKey local
            ? ValueTask.FromResult(Sign(request, local))
            : CompleteAsync(Prepare(request, key), request.Start, key, cancellationToken);

    /// <summary>The URL, signed with a key that is at hand.</summary>
    /// <param name="request">What the URL is for.</param>
    /// <param name="key">What signs.</param>
    /// <exception cref="ArgumentException">The request cannot be signed as it is: see <see cref="V4Request"/>.</exception>
    public static string Sign(in V4Request request, V4LocalKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        V4Day day = key.DayOf(request.Start);
        return Build(request, key, day, stackalloc byte[TextLength(key, day)], key);
    }

    /// <summary>The text to sign, and the URL but for the signature, whose digits come at its end.</summary>
    internal static (byte[] Text, string Url) Prepare(in V4Request request, V4Key key)
    {
        ArgumentNullException.ThrowIfNull(key);
        V4Day day = key.DayOf(request.Start);
        byte[] text = new byte[TextLength(key, day)];
        return (text, Build(request, key, day, text, signer: null));
    }

    private static async ValueTask<string> CompleteAsync(
        (byte[] Text, string Url) prepared, DateTimeOffset signedAt, V4Key key, CancellationToken cancellationToken) =>
        prepared.Url + Convert.ToHexStringLower(await key.SignAsync(prepared.Text, signedAt, cancellationToken).ConfigureAwait(false));

    private static string Build(in V4Request request, V4Key key, V4Day day, Span<byte> text, V4LocalKey? signer)
    {
        int signatureLength = signer?.SignatureLength ?? 0;
        int size = SizeAtMost(request, key, day) + (2 * signatureLength);
        byte[]? rented = size > StackBytes ? ArrayPool<byte>.Shared.Rent(size) : null;
        AsciiWriter writer = new(rented ?? stackalloc byte[StackBytes]);
        try
        {
            int url = Write(ref writer, request, key, day, text);
            if (signer is not null)
            {
                Span<byte> signature = stackalloc byte[signatureLength];
                signer.Sign(day, text, signature);
                writer.Hex(signature);
            }

            return Encoding.ASCII.GetString(writer.WrittenFrom(url));
        }
        finally
        {
            if (rented is not null)
            {
                rented.AsSpan(0, writer.Length).Clear();
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>Writes the canonical request, its text to sign, and then the URL up to the signature.</summary>
    /// <returns>Where the URL begins.</returns>
    private static int Write(ref AsciiWriter writer, in V4Request request, V4Key key, V4Day day, Span<byte> text)
    {
        V4Words words = key.Labels.Words;
        writer.Raw(request.Method.Method);
        writer.Raw('\n');
        int path = writer.Length;
        writer.Raw(request.Name is null ? request.Place.ContainerPath : request.Place.ObjectPath);
        writer.Path(request.Name ?? "");
        int endOfPath = writer.Length;
        writer.Raw('\n');
        int query = writer.Length;
        Span<byte> date = stackalloc byte[BasicDate.Length];
        BasicDate.Write(date, request.Start);
        V4Query.Write(ref writer, request, key, day, date);
        int endOfQuery = writer.Length;
        writer.Raw('\n');
        request.Headers.WriteLines(ref writer, request.Place.Host);
        writer.Raw('\n');
        request.Headers.WriteNames(ref writer, isEncoded: false);
        writer.Raw('\n');
        writer.Raw(request.Headers.TryGetValue(words.PayloadHeader, out string? hash) ? hash : "UNSIGNED-PAYLOAD");
        WriteText(text, words, day, date, writer.Written);

        int url = writer.Length;
        ReadOnlySpan<byte> canonical = writer.Written;
        writer.Raw(request.Place.Origin);
        writer.Raw(canonical[path..endOfPath]);
        writer.Raw('?');
        writer.Raw(canonical[query..endOfQuery]);
        writer.Raw('&');
        writer.Raw(words.Signature.Text);
        return url;
    }

    /// <summary>"Create a string to sign", AWS Signature Version 4.</summary>
    private static void WriteText(
        Span<byte> text, V4Words words, V4Day day, scoped ReadOnlySpan<byte> date, scoped ReadOnlySpan<byte> canonicalRequest)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        PooledHash.Sha256(canonicalRequest, hash);
        AsciiWriter writer = new(text);
        writer.Raw(words.AlgorithmText);
        writer.Raw('\n');
        writer.Raw(date);
        writer.Raw('\n');
        writer.Raw(day.Scope);
        writer.Raw('\n');
        writer.Hex(hash);
    }

    private static int TextLength(V4Key key, V4Day day) =>
        key.Labels.Words.AlgorithmText.Length + BasicDate.Length + day.Scope.Length + 3 + (2 * SHA256.HashSizeInBytes);

    /// <summary>Path and query stand in the buffer twice, as canonical request and as URL.</summary>
    private static int SizeAtMost(in V4Request request, V4Key key, V4Day day)
    {
        const int FixedParts = 64;
        V4Place place = request.Place;
        return FixedParts + request.Method.Method.Length + place.Host.Length + place.Origin.Length + request.Headers.SizeAtMost()
            + (2 * (Math.Max(place.ObjectPath.Length, place.ContainerPath.Length) + PercentEncoding.GetMaximumLength(request.Name ?? "")))
            + (2 * V4Query.SizeAtMost(request, key, day));
    }
}
