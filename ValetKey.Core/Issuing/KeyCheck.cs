using ValetKey.Providers;

namespace ValetKey.Issuing;

/// <summary>Holds a signer to its grant: a key that opens more, or for longer, is not handed out.</summary>
internal static class KeyCheck
{
    public static void Check(IssuedKey? key, KeyGrant grant, bool requireHttps)
    {
        if (FirstBreach(key, grant) is { } breach)
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.ProviderFailure,
                $"The signer broke its contract, so its key is not handed out: {breach} is not what was granted.");
        }

        if (key!.Times.End.Ticks < grant.Minimum.Ticks)
        {
            throw grant.EndsTooSoon(key.ExpiresAt);
        }

        if (requireHttps && !IsSecure(key))
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Denied,
                $"The key's URL is plain http to another machine, and {nameof(ValetKeyOptions.RequireHttps)} is set. Serve the storage over https.");
        }
    }

    private static string? FirstBreach(IssuedKey? key, KeyGrant grant) => key switch
    {
        null => "null",
        _ when key.Form != grant.Form => nameof(key.Form),
        _ when key.Id != grant.Id => nameof(key.Id),
        _ when !grant.Scope.Equals(key.Scope) => nameof(key.Scope),
        _ when key.Permissions != grant.Permissions => nameof(key.Permissions),
        _ when key.Times.Issued != grant.Times.Issued => nameof(key.IssuedAt),
        _ when key.Times.Start.Ticks < grant.Times.Start.Ticks => nameof(key.NotBefore),
        _ when key.Times.End.Ticks > grant.Times.End.Ticks => nameof(key.ExpiresAt),
        _ when key.Times.End.Ticks <= key.Times.Start.Ticks => nameof(key.ExpiresAt),
        _ when key.ExpiryLimit != ExpiryLimit.Credential && (key.Times.End.Ticks < grant.Times.End.Ticks || key.ExpiryLimit != grant.ExpiryLimit) =>
            nameof(key.ExpiryLimit),
        _ when key.Enforced != grant.Constraints.Kinds => nameof(key.Enforced),
        _ when IsIncomplete(key) => "a key with a part missing",
        SignedQuery query when !OperationCheck.Holds(query) => nameof(query.Operations),
        _ => null,
    };

    private static bool IsIncomplete(IssuedKey key) => key switch
    {
        SignedUrl url => url.Url is null || url.Method is null || url.Headers is null || url.MessageFormat?.IsWhole == false,
        SignedForm form => form.Url is null || form.Fields is null,
        SignedQuery query => query.BaseUrl is null || query.Query is null || query.Operations is null,
        SignedCookies cookies => cookies.BaseUrl is null || cookies.Cookies is null,
        BearerToken token => token.BaseUrl is null || token.Token is null,
        TemporaryCredentials credentials =>
            credentials.AccessKeyId is null || credentials.SecretAccessKey is null || credentials.SessionToken is null,
        _ => true,
    };

    private static bool IsSecure(IssuedKey key) => key switch
    {
        SignedUrl url => HttpsRule.Allows(url.Url),
        SignedForm form => HttpsRule.Allows(form.Url),
        SignedQuery query => HttpsRule.Allows(query.BaseUrl),
        SignedCookies cookies => HttpsRule.Allows(cookies.BaseUrl),
        BearerToken token => HttpsRule.Allows(token.BaseUrl),
        TemporaryCredentials { ServiceUrl: { } serviceUrl } => HttpsRule.Allows(serviceUrl),
        _ => true,
    };
}
