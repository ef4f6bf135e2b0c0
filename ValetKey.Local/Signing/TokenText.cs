using System.Buffers.Text;
using System.Net;
using ValetKey.Local.Keys;
using ValetKey.Providers;

namespace ValetKey.Local.Signing;

/// <summary>Writes a grant as the fields of a token.</summary>
internal static class TokenText
{
    private const int LongestAddress = 45; // An IPv6 address that ends in an IPv4 one.

    public static void Write(ref AsciiWriter writer, KeyGrant grant, LocalSigningKey key)
    {
        writer.Raw("vk=1&kf="u8);
        writer.Raw(TokenFields.LetterOf(grant.Form));
        writer.Raw("&kid="u8);
        writer.Raw(key.IdBytes);
        writer.Raw("&sr="u8);
        writer.Raw(TokenFields.LetterOf(grant.Scope.Kind));
        if (grant.Scope.Kind == ResourceKinds.Prefix || (grant.Scope.Kind == ResourceKinds.Object && grant.Form == KeyForm.SignedForm))
        {
            Text(ref writer, "&nm="u8, grant.Scope.Name);
        }

        if (grant.Scope.Kind == ResourceKinds.Part)
        {
            writer.Raw("&pn="u8);
            writer.Number(grant.Scope.PartNumber);
            Text(ref writer, "&up="u8, grant.Scope.UploadId);
        }

        writer.Raw("&sp="u8);
        TokenFields.WriteLetters(ref writer, grant.Permissions);
        writer.Raw("&st="u8);
        writer.Number(grant.NotBefore.ToUnixTimeSeconds());
        writer.Raw("&se="u8);
        writer.Number(grant.ExpiresAt.ToUnixTimeSeconds());
        if (!ReferenceEquals(grant.Constraints, KeyConstraints.None))
        {
            WriteConstraints(ref writer, grant.Constraints, grant.Id);
        }
    }

    /// <summary>Signs what was written from <paramref name="start"/> on.</summary>
    public static void Sign(ref AsciiWriter writer, int start, LocalSigningKey key)
    {
        Span<byte> hash = stackalloc byte[32];
        key.Hash.Hash(writer.WrittenFrom(start), hash);
        writer.Raw("&sig="u8);
        Base64Url.EncodeToUtf8(hash, writer.Reserve(Base64Url.GetEncodedLength(hash.Length)));
    }

    private static void WriteConstraints(ref AsciiWriter writer, KeyConstraints constraints, Guid id)
    {
        Text(ref writer, "&ct="u8, constraints.ContentType);
        if (constraints.ContentLength is { } length)
        {
            writer.Raw("&cl="u8);
            writer.Number(length.Minimum);
            writer.Raw('-');
            writer.Number(length.Maximum);
        }

        if (constraints.Checksum is { } checksum)
        {
            writer.Raw("&cs="u8);
            writer.Number((int)checksum.Algorithm);
            writer.Raw('-');
            Base64Url.EncodeToUtf8(checksum.Value, writer.Reserve(Base64Url.GetEncodedLength(checksum.Value.Length)));
        }

        if (constraints.Metadata.Count > 0)
        {
            writer.Raw("&md="u8);
            Metadata(ref writer, constraints.Metadata);
        }

        if (constraints.ClientNetwork is { } network)
        {
            writer.Raw("&ip="u8);
            Address(ref writer, network.First);
            writer.Raw('-');
            Address(ref writer, network.Last);
        }

        if (constraints.HttpsOnly)
        {
            writer.Raw("&hs=1"u8);
        }

        if (constraints.SingleUse)
        {
            writer.Raw("&su="u8);
            Utf8Formatter.TryFormat(id, writer.Reserve(32), out _, 'N');
        }

        if (constraints.Response is { } response)
        {
            Text(ref writer, "&rt="u8, response.ContentType);
            Text(ref writer, "&rd="u8, response.ContentDisposition);
            Text(ref writer, "&rc="u8, response.CacheControl);
            Text(ref writer, "&re="u8, response.ContentEncoding);
            Text(ref writer, "&rl="u8, response.ContentLanguage);
        }
    }

    /// <summary>A query within the query, so encoded twice; in the order of its names, so that equal grants have equal keys.</summary>
    private static void Metadata(ref AsciiWriter writer, IReadOnlyDictionary<string, string> metadata)
    {
        int count = 0;
        KeyValuePair<string, string>[] sorted = new KeyValuePair<string, string>[metadata.Count];
        foreach (KeyValuePair<string, string> pair in metadata.Each())
        {
            sorted[count++] = pair;
        }

        Array.Sort(sorted, static (one, other) => string.CompareOrdinal(one.Key, other.Key));
        ReadOnlySpan<byte> separator = default;
        foreach ((string name, string value) in sorted)
        {
            writer.Raw(separator);
            separator = "%26"u8;
            writer.Value(PercentEncoding.Encode(name));
            writer.Raw("%3D"u8);
            writer.Value(PercentEncoding.Encode(value));
        }
    }

    private static void Address(ref AsciiWriter writer, IPAddress address)
    {
        Span<byte> text = stackalloc byte[LongestAddress];
        address.TryFormat(text, out int length);
        ReadOnlySpan<byte> rest = text[..length];
        for (int colon = rest.IndexOf((byte)':'); colon >= 0; colon = rest.IndexOf((byte)':'))
        {
            writer.Raw(rest[..colon]);
            writer.Raw("%3A"u8);
            rest = rest[(colon + 1)..];
        }

        writer.Raw(rest);
    }

    private static void Text(ref AsciiWriter writer, scoped ReadOnlySpan<byte> field, string? value)
    {
        if (value is not null)
        {
            writer.Raw(field);
            writer.Value(value);
        }
    }
}
