using ValetKey.Providers;

namespace ValetKey.Gcp.CloudCdn;

/// <summary>Signs for one load balancer with Cloud CDN.</summary>
internal sealed class CloudCdnKeySigner(ContainerPaths paths, RequestSigner signer) : IKeySigner, IDisposable
{
    private const string CookieName = "Cloud-CDN-Cookie";

    /// <summary>Browsers drop a cookie whose name and value are longer (RFC 6265bis, 5.7), without a word.</summary>
    private const int LargestCookie = 4096;

    public SignerCapabilities Capabilities => CloudCdnCapabilities.Instance;

    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        cancellationToken.ThrowIfCancellationRequested();
        string containerUrl = paths.UrlOf(grant.Scope.Container);
        long end = grant.ExpiresAt.ToUnixTimeSeconds();
        return ValueTask.FromResult<IssuedKey>(grant.Form switch
        {
            KeyForm.SignedUrl => new SignedUrl(grant, HttpMethod.Get, signer.SignUrl(containerUrl, grant.Scope.Name, end)),
            KeyForm.SignedQuery => SignQuery(grant, containerUrl, end),
            _ => SignCookies(grant, containerUrl, end),
        });
    }

    public void Dispose() => signer.Dispose();

    private SignedQuery SignQuery(KeyGrant grant, string containerUrl, long end)
    {
        string query = grant.Scope.Kind == ResourceKinds.Object
            ? signer.SignUrlQuery(containerUrl, grant.Scope.Name, end)
            : signer.SignPrefixQuery(containerUrl, grant.Scope.Name, end);
        return new SignedQuery(grant, containerUrl.TrimEnd('/'), query, KeyOperation.OnObjects(grant.Permissions));
    }

    private SignedCookies SignCookies(KeyGrant grant, string containerUrl, long end)
    {
        string cookie = signer.SignPrefixCookie(containerUrl, grant.Scope.Name, end);
        int length = CookieName.Length + cookie.Length;
        return length <= LargestCookie
            ? new SignedCookies(
                grant,
                containerUrl + PercentEncoding.EncodePath(grant.Scope.Name),
                new Dictionary<string, string> { [CookieName] = cookie })
            : throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported,
                $"The cookie {CookieName} would have {length} bytes, and browsers keep {LargestCookie}: the encoded prefix is too long to "
                    + "travel in a cookie. "
                + "Shorten it or widen the scope.");
    }
}
