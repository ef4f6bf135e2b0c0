using ValetKey.Azure.Delegation;
using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>How long the parts of a token may become that have no fixed length.</summary>
internal static class Measure
{
    private const int Utf8PerChar = 3;

    public static int Utf8AtMost(in SasToken token, string name, DelegationKey? key) =>
        Utf8PerChar * (name.Length + Characters(token) + Bound(token) + (key?.Facts.DelegatedUserTenantId?.Length ?? 0));

    /// <summary>Of what is bound the names alone, as they are.</summary>
    public static int EncodedAtMost(in SasToken token, string name) =>
        PercentEncoding.GetMaximumLength(name) + PercentEncoding.GetMaximumLength(Characters(token)) + Bound(token);

    private static int Characters(in SasToken token)
    {
        int length = token.Permissions.Length + token.Address.Length + token.Instance.Length + token.Identifier.Length + token.EncryptionScope.Length
            + token.AuthorizedObjectId.Length + token.UnauthorizedObjectId.Length + token.DelegatedUserId.Length;
        if (token.Response is { } response)
        {
            length += Length(response.CacheControl) + Length(response.ContentDisposition) + Length(response.ContentEncoding)
                + Length(response.ContentLanguage) + Length(response.ContentType);
        }

        return length;
    }

    private static int Bound(in SasToken token) => (token.RequestHeaders?.MeasureAtMost() ?? 0) + (token.RequestQuery?.MeasureAtMost() ?? 0);

    private static int Length(string? text) => text?.Length ?? 0;
}
