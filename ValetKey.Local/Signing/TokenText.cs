using System.Buffers.Text;
using System.Globalization;
using ValetKey.Local.Keys;
using ValetKey.Providers;

namespace ValetKey.Local.Signing;

/// <summary>Writes a grant as the fields of a token.</summary>
internal static class TokenText
{
    public static void Write(ref TokenWriter writer, KeyGrant grant, LocalSigningKey key)
    {
        writer.Raw("vk=1&kf="u8);
        writer.Raw(TokenFields.LetterOf(grant.Form));
        writer.Raw("&kid="u8);
        writer.Raw(key.IdBytes);
        writer.Raw("&sr="u8);
        writer.Raw(TokenFields.LetterOf(grant.Scope.Kind));
        if (grant.Scope.Kind == ResourceKinds.Prefix || (grant.Scope.Kind == ResourceKinds.Object && grant.Form == KeyForm.SignedForm))
        {
            writer.Field(TokenFields.Name);
            writer.Value(grant.Scope.Name);
        }

        writer.Raw("&sp="u8);
        writer.Letters(grant.Permissions);
        writer.Raw("&st="u8);
        writer.Number(grant.NotBefore.ToUnixTimeSeconds());
        writer.Raw("&se="u8);
        writer.Number(grant.ExpiresAt.ToUnixTimeSeconds());
        if (!ReferenceEquals(grant.Constraints, KeyConstraints.None))
        {
            WriteConstraints(ref writer, grant.Constraints, grant.Id);
        }
    }

    private static void WriteConstraints(ref TokenWriter writer, KeyConstraints constraints, Guid id)
    {
        writer.OptionalField(TokenFields.ContentType, constraints.ContentType);
        if (constraints.ContentLength is { } length)
        {
            writer.Field(TokenFields.Length);
            writer.Number(length.Minimum);
            writer.Raw('-');
            writer.Number(length.Maximum);
        }

        if (constraints.Checksum is { } checksum)
        {
            writer.OptionalField(
                TokenFields.Checksum,
                string.Create(CultureInfo.InvariantCulture, $"{(int)checksum.Algorithm}-{Base64Url.EncodeToString(checksum.Value)}"));
        }

        if (constraints.Metadata.Count > 0)
        {
            writer.OptionalField(TokenFields.Metadata, CanonicalQuery.Create(constraints.Metadata));
        }

        writer.OptionalField(
            TokenFields.Network, constraints.ClientNetwork is { } network ? $"{network.First}-{network.Last}" : null);
        writer.OptionalField(TokenFields.HttpsOnly, constraints.HttpsOnly ? "1" : null);
        if (constraints.SingleUse)
        {
            writer.Field(TokenFields.SingleUse);
            writer.Id(id);
        }

        if (constraints.Response is { } response)
        {
            writer.OptionalField(TokenFields.ResponseType, response.ContentType);
            writer.OptionalField(TokenFields.ResponseDisposition, response.ContentDisposition);
            writer.OptionalField(TokenFields.ResponseCacheControl, response.CacheControl);
            writer.OptionalField(TokenFields.ResponseEncoding, response.ContentEncoding);
            writer.OptionalField(TokenFields.ResponseLanguage, response.ContentLanguage);
        }
    }
}
