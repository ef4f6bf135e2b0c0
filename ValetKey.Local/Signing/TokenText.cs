using System.Buffers.Text;
using System.Globalization;
using ValetKey.Local.Keys;
using ValetKey.Providers;

namespace ValetKey.Local.Signing;

/// <summary>Writes a grant as the fields of a token.</summary>
internal static class TokenText
{
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
            TokenWriter.Field(ref writer, TokenFields.Name);
            writer.Value(grant.Scope.Name);
        }

        writer.Raw("&sp="u8);
        TokenWriter.Letters(ref writer, grant.Permissions);
        writer.Raw("&st="u8);
        writer.Number(grant.NotBefore.ToUnixTimeSeconds());
        writer.Raw("&se="u8);
        writer.Number(grant.ExpiresAt.ToUnixTimeSeconds());
        if (!ReferenceEquals(grant.Constraints, KeyConstraints.None))
        {
            WriteConstraints(ref writer, grant.Constraints, grant.Id);
        }
    }

    private static void WriteConstraints(ref AsciiWriter writer, KeyConstraints constraints, Guid id)
    {
        TokenWriter.OptionalField(ref writer, TokenFields.ContentType, constraints.ContentType);
        if (constraints.ContentLength is { } length)
        {
            TokenWriter.Field(ref writer, TokenFields.Length);
            writer.Number(length.Minimum);
            writer.Raw('-');
            writer.Number(length.Maximum);
        }

        if (constraints.Checksum is { } checksum)
        {
            TokenWriter.OptionalField(
                ref writer,
                TokenFields.Checksum,
                string.Create(CultureInfo.InvariantCulture, $"{(int)checksum.Algorithm}-{Base64Url.EncodeToString(checksum.Value)}"));
        }

        if (constraints.Metadata.Count > 0)
        {
            TokenWriter.OptionalField(ref writer, TokenFields.Metadata, CanonicalQuery.Create(constraints.Metadata));
        }

        TokenWriter.OptionalField(ref writer, TokenFields.Network, constraints.ClientNetwork is { } network ? $"{network.First}-{network.Last}" : null);
        TokenWriter.OptionalField(ref writer, TokenFields.HttpsOnly, constraints.HttpsOnly ? "1" : null);
        if (constraints.SingleUse)
        {
            TokenWriter.Field(ref writer, TokenFields.SingleUse);
            TokenWriter.Id(ref writer, id);
        }

        if (constraints.Response is { } response)
        {
            TokenWriter.OptionalField(ref writer, TokenFields.ResponseType, response.ContentType);
            TokenWriter.OptionalField(ref writer, TokenFields.ResponseDisposition, response.ContentDisposition);
            TokenWriter.OptionalField(ref writer, TokenFields.ResponseCacheControl, response.CacheControl);
            TokenWriter.OptionalField(ref writer, TokenFields.ResponseEncoding, response.ContentEncoding);
            TokenWriter.OptionalField(ref writer, TokenFields.ResponseLanguage, response.ContentLanguage);
        }
    }
}
