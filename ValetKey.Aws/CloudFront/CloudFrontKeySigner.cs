using ValetKey.Providers;

namespace ValetKey.Aws.CloudFront;

/// <summary>Signs for one CloudFront distribution.</summary>
internal sealed class CloudFrontKeySigner(ContainerPaths paths, string keyPairId, PolicySigner signer) : IKeySigner, IDisposable
{
    public SignerCapabilities Capabilities => CloudFrontCapabilities.Instance;

    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        cancellationToken.ThrowIfCancellationRequested();
        GrantRules.Check(grant, signer);
        string containerUrl = paths.UrlOf(grant.Scope.Container);
        string url = $"{containerUrl}{PercentEncoding.EncodePath(grant.Scope.Name)}";
        SignedPolicy policy = PolicyFor(grant, url).Sign(signer, keyPairId);
        return ValueTask.FromResult<IssuedKey>(grant.Form switch
        {
            KeyForm.SignedUrl => SignUrl(grant, url, policy),
            KeyForm.SignedQuery => SignQuery(grant, containerUrl, url, policy),
            _ => SignCookies(grant, url, policy),
        });
    }

    public void Dispose() => signer.Dispose();

    private static PolicyStatement PolicyFor(KeyGrant grant, string url)
    {
        bool isPattern = grant.Scope.Kind != ResourceKinds.Object;
        PolicyStatement policy = new(isPattern ? $"{url}*" : url, grant.ExpiresAt.ToUnixTimeSeconds())
        {
            IsPattern = isPattern,
            StartsAfter = grant.Constraints.NotBefore is null ? null : grant.NotBefore.ToUnixTimeSeconds(),
            ClientNetwork = GrantRules.NetworkOf(grant.Constraints),
        };
        if (!policy.IsCanned)
        {
            GrantRules.CheckWildcards(grant.Scope);
        }

        return policy;
    }

    private static SignedUrl SignUrl(KeyGrant grant, string url, SignedPolicy policy)
    {
        string signed = $"{url}?{policy.ToQuery()}";
        CloudFrontLimits.CheckUrl(signed.Length);
        return new SignedUrl(grant, HttpMethod.Get, signed);
    }

    private static SignedQuery SignQuery(KeyGrant grant, string containerUrl, string url, SignedPolicy policy)
    {
        string query = policy.ToQuery();
        CloudFrontLimits.CheckUrl(url.Length + 1 + query.Length);
        return new SignedQuery(grant, containerUrl.TrimEnd('/'), query, KeyOperation.OnObjects(grant.Permissions));
    }

    private static SignedCookies SignCookies(KeyGrant grant, string url, SignedPolicy policy)
    {
        Dictionary<string, string> cookies = policy.ToCookies();
        CloudFrontLimits.CheckCookies(cookies);
        return new SignedCookies(grant, url, cookies);
    }
}
