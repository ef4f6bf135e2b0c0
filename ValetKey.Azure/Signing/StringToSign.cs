using ValetKey.Azure.Delegation;
using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>
/// Writes the text that is signed: fields in a fixed order, one a line, whether or not they are set. Which fields there are depends on the version,
/// on what signs, and on the service.
/// </summary>
internal static class StringToSign
{
    private const int Lines = 32;

    public static void Write(
        ref AsciiWriter writer, in SasToken token, scoped SasTimes times, SasVersion version, SasPlace place, string name, DelegationKey? key)
    {
        Line(ref writer, token.Permissions);
        writer.Raw(times.Start);
        writer.Raw('\n');
        writer.Raw(times.End);
        writer.Raw('\n');
        writer.Raw(place.Canonical);
        if (name.Length > 0)
        {
            writer.Raw('/');
            writer.Utf8(name);
        }

        writer.Raw('\n');
        if (key is null)
        {
            Line(ref writer, token.Identifier);
        }
        else
        {
            WriteDelegation(ref writer, token, version, key);
        }

        Line(ref writer, token.Address);
        Line(ref writer, token.Protocol);
        writer.Raw(version.Text);
        if (!token.IsQueue)
        {
            writer.Raw('\n');
            WriteBlob(ref writer, token, version, key is not null);
        }
    }

    /// <summary>The room that the text needs at most.</summary>
    public static int MeasureAtMost(in SasToken token, SasPlace place, string name, DelegationKey? key)
    {
        const int FixedParts = 512;
        return FixedParts + Lines + place.Canonical.Length + (key?.SignedText.Length ?? 0) + Measure.Utf8AtMost(token, name, key);
    }

    private static void WriteDelegation(ref AsciiWriter writer, in SasToken token, SasVersion version, DelegationKey key)
    {
        writer.Raw(key.SignedText);
        if (version.HasDirectories && !token.IsQueue)
        {
            Line(ref writer, token.AuthorizedObjectId);
            Line(ref writer, token.UnauthorizedObjectId);
            if (token.CorrelationId is { } id)
            {
                id.TryFormat(writer.Reserve(SasQuery.GuidLength), out _);
            }

            writer.Raw('\n');
        }

        if (version.HasDelegatedUsers)
        {
            Line(ref writer, key.Facts.DelegatedUserTenantId ?? "");
            Line(ref writer, token.DelegatedUserId);
        }
    }

    private static void WriteBlob(ref AsciiWriter writer, in SasToken token, SasVersion version, bool isDelegated)
    {
        Line(ref writer, token.Resource);
        Line(ref writer, token.Instance);
        if (version.HasEncryptionScopes)
        {
            Line(ref writer, token.EncryptionScope);
        }

        if (isDelegated && version.HasSignedRequests)
        {
            WriteRequest(ref writer, token);
        }

        if (token.Response is not { } response)
        {
            writer.Raw("\n\n\n\n"u8);
            return;
        }

        Line(ref writer, response.CacheControl ?? "");
        Line(ref writer, response.ContentDisposition ?? "");
        Line(ref writer, response.ContentEncoding ?? "");
        Line(ref writer, response.ContentLanguage ?? "");
        writer.Utf8(response.ContentType ?? "");
    }

    private static void WriteRequest(ref AsciiWriter writer, in SasToken token)
    {
        for (int i = 0; i < (token.RequestHeaders?.Count ?? 0); i++)
        {
            token.RequestHeaders!.WritePair(ref writer, i);
            writer.Raw('\n');
        }

        writer.Raw('\n');
        for (int i = 0; i < (token.RequestQuery?.Count ?? 0); i++)
        {
            writer.Raw('\n');
            token.RequestQuery!.WritePair(ref writer, i);
        }

        writer.Raw('\n');
    }

    private static void Line(ref AsciiWriter writer, string text)
    {
        if (text.Length > 0)
        {
            writer.Utf8(text);
        }

        writer.Raw('\n');
    }
}
