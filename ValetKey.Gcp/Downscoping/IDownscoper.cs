using ValetKey.Providers;

namespace ValetKey.Gcp.Downscoping;

/// <summary>Exchanges the credential of the application for an access token that reaches no further than a grant.</summary>
internal interface IDownscoper
{
    /// <summary>Issues the token of a grant on a bucket; where it cannot, a <see cref="ValetKeyException"/> says why.</summary>
    ValueTask<BearerToken> IssueAsync(KeyGrant grant, string bucket, CancellationToken cancellationToken);
}
