using System.Buffers.Text;
using ValetKey.Azure.Delegation;
using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>Writes a token as the query that a client sends, all but the signature.</summary>
internal static class SasQuery
{
    public const int GuidLength = 36;

    /// <summary>A signature of 44 characters of base64, with each of <c>+ / =</c> escaped.</summary>
    private const int SignatureAtMost = 3 * 44;

    public static void Write(ref AsciiWriter writer, in SasToken token, scoped SasTimes times, SasVersion version, DelegationKey? key)
    {
        writer.Raw("sv="u8);
        writer.Raw(version.Text);
        Raw(ref writer, "&spr="u8, token.Protocol);
        Time(ref writer, "&st="u8, times.Start);
        Time(ref writer, "&se="u8, times.End);
        if (key is not null)
        {
            writer.Raw('&');
            writer.Raw(key.QueryText);
        }

        Raw(ref writer, "&sip="u8, token.Address);
        Value(ref writer, "&si="u8, token.Identifier);
        if (!token.IsQueue || key is not null)
        {
            Raw(ref writer, "&sr="u8, token.Resource);
        }

        Raw(ref writer, "&sp="u8, token.Permissions);
        if (!token.IsQueue)
        {
            WriteBlob(ref writer, token);
        }

        Value(ref writer, "&sduoid="u8, token.DelegatedUserId);
    }

    public static void WriteSignature(ref AsciiWriter writer, ReadOnlySpan<byte> signature)
    {
        Span<byte> text = stackalloc byte[44];
        Base64.EncodeToUtf8(signature, text, out _, out _);
        writer.Raw("&sig="u8);
        ReadOnlySpan<byte> left = text;
        while (left.IndexOfAny("+/="u8) is var plain and >= 0)
        {
            writer.Raw(left[..plain]);
            writer.Raw(left[plain] switch
            {
                (byte)'+' => "%2B"u8,
                (byte)'/' => "%2F"u8,
                _ => "%3D"u8,
            });
            left = left[(plain + 1)..];
        }

        writer.Raw(left);
    }

    /// <summary>The room that a URL with the token needs at most.</summary>
    public static int MeasureAtMost(in SasToken token, SasPlace place, string name, DelegationKey? key)
    {
        const int FixedParts = 512 + SignatureAtMost;
        return FixedParts + place.UrlText.Length + (key?.QueryText.Length ?? 0) + Measure.EncodedAtMost(token, name);
    }

    private static void WriteBlob(ref AsciiWriter writer, in SasToken token)
    {
        if (token.Depth is { } depth)
        {
            writer.Raw("&sdd="u8);
            writer.Number(depth);
        }

        if (token.Response is { } response)
        {
            Value(ref writer, "&rscc="u8, response.CacheControl ?? "");
            Value(ref writer, "&rscd="u8, response.ContentDisposition ?? "");
            Value(ref writer, "&rsce="u8, response.ContentEncoding ?? "");
            Value(ref writer, "&rscl="u8, response.ContentLanguage ?? "");
            Value(ref writer, "&rsct="u8, response.ContentType ?? "");
        }

        Value(ref writer, "&ses="u8, token.EncryptionScope);
        Value(ref writer, "&saoid="u8, token.AuthorizedObjectId);
        Value(ref writer, "&suoid="u8, token.UnauthorizedObjectId);
        if (token.CorrelationId is { } id)
        {
            writer.Raw("&scid="u8);
            id.TryFormat(writer.Reserve(GuidLength), out _);
        }

        Names(ref writer, "&srh="u8, token.RequestHeaders);
        Names(ref writer, "&srq="u8, token.RequestQuery);
    }

    private static void Names(ref AsciiWriter writer, scoped ReadOnlySpan<byte> field, BoundParts? parts)
    {
        if (parts is { Count: > 0 })
        {
            writer.Raw(field);
            parts.WriteNames(ref writer);
        }
    }

    private static void Raw(ref AsciiWriter writer, scoped ReadOnlySpan<byte> field, string text)
    {
        if (text.Length > 0)
        {
            writer.Raw(field);
            writer.Raw(text);
        }
    }

    private static void Value(ref AsciiWriter writer, scoped ReadOnlySpan<byte> field, string text)
    {
        if (text.Length > 0)
        {
            writer.Raw(field);
            writer.Value(text);
        }
    }

    private static void Time(ref AsciiWriter writer, scoped ReadOnlySpan<byte> field, scoped ReadOnlySpan<byte> time)
    {
        if (!time.IsEmpty)
        {
            writer.Raw(field);
            SasTime.Encode(time, writer.Reserve(SasTime.EncodedLength));
        }
    }
}
