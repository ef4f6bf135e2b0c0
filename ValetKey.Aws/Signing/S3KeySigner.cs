using ValetKey.Aws.Credentials;
using ValetKey.Aws.Sessions;
using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>Signs for S3 and what speaks its language.</summary>
internal sealed class S3KeySigner(AmazonS3Options options, ICredentialSource credentials, GrantSessions? sessions = null)
    : IKeySigner, IServiceDateSource, IDisposable
{
    private readonly S3Endpoint _endpoint = new(options);
    private readonly DayKeys _keys = new(options.Region, "s3");

    public SignerCapabilities Capabilities { get; } = S3Capabilities.Create(options);

    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        cancellationToken.ThrowIfCancellationRequested();
        if (SessionRule.Needs(grant, options))
        {
            return SignWithSessionAsync(grant, cancellationToken);
        }

        ValueTask<AwsCredential> credential = credentials.GetAsync(LeaseNeed.Of(grant), cancellationToken);
        return credential.IsCompletedSuccessfully
            ? ValueTask.FromResult(Sign(grant, credential.GetAwaiter().GetResult(), _keys))
            : AwaitAsync(grant, credential);
    }

    public ValueTask<DateTimeOffset?> ReadServiceDateAsync(CancellationToken cancellationToken) =>
        ServiceDate.ReadAsync(options.ServiceUrl ?? S3Endpoint.AmazonUrl(options), cancellationToken);

    public void Dispose()
    {
        sessions?.Dispose();
        (credentials as IDisposable)?.Dispose();
    }

    private async ValueTask<IssuedKey> AwaitAsync(KeyGrant grant, ValueTask<AwsCredential> credential) =>
        Sign(grant, await credential.ConfigureAwait(false), _keys);

    private async ValueTask<IssuedKey> SignWithSessionAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        if (sessions is null)
        {
            throw new ValetKeyException(ValetKeyErrorReason.Unsupported, $"This key needs a session of a role; set {nameof(AmazonS3Options.RoleArn)}.");
        }

        string bucket = grant.Scope.Kind == ResourceKinds.Queue
            ? QueueNames.Checked(grant.Scope.Container)
            : _endpoint.BucketOf(grant.Scope.Container).Name;
        if (grant.Form == KeyForm.TemporaryCredentials)
        {
            if (grant.IsStable)
            {
                throw new ValetKeyException(
                    ValetKeyErrorReason.Unsupported,
                    $"No two sessions of a role are alike, so equal requests cannot give equal credentials. Leave {nameof(KeyRequest.StableFor)} out.");
            }

            AwsCredential session = await sessions.ToHandOutAsync(grant, bucket, cancellationToken).ConfigureAwait(false);
            return HandOut(grant, session);
        }

        // A session of one grant would push the prepared day keys out, so it gets some of its own.
        AwsCredential credential = await sessions.ToSignWithAsync(grant, bucket, cancellationToken).ConfigureAwait(false);
        return Sign(grant, credential, new DayKeys(options.Region, "s3"));
    }

    private TemporaryCredentials HandOut(KeyGrant grant, AwsCredential session)
    {
        (DateTimeOffset end, ExpiryLimit limit) = EndOf(grant, session);
        return new TemporaryCredentials(grant, session.AccessKeyId, session.SecretAccessKey, session.SessionToken ?? "")
        {
            ExpiresAt = end,
            ExpiryLimit = limit,
            Region = options.Region,
            ServiceUrl = grant.Scope.Kind != ResourceKinds.Queue && (options.PublicUrl ?? options.ServiceUrl) is { } url ? EndpointUrl.OriginOf(url) : null,
        };
    }

    private IssuedKey Sign(KeyGrant grant, AwsCredential credential, DayKeys keys)
    {
        S3Bucket bucket = _endpoint.BucketOf(grant.Scope.Container);
        (DateTimeOffset end, ExpiryLimit limit) = EndOf(grant, credential);
        if (grant.Form == KeyForm.SignedForm)
        {
            FormNames.Check(grant);
            return PostForm.Sign(grant, bucket, keys.Get(credential, grant.IssuedAt), end, limit);
        }

        // The session's policy holds back a key that starts in the future; the URL's own date must not lie ahead of the service's clock.
        DateTimeOffset signedAt = grant.Constraints.NotBefore is null ? grant.NotBefore : grant.IssuedAt;
        // Seven days count from the date, so a key of seven days gives up its backdating.
        signedAt = end - signedAt > S3Capabilities.LongestUrl ? end - S3Capabilities.LongestUrl : signedAt;
        return PresignedUrl.Sign(grant, bucket, keys.Get(credential, signedAt), signedAt, end, limit);
    }

    private static (DateTimeOffset End, ExpiryLimit Limit) EndOf(KeyGrant grant, AwsCredential credential) =>
        credential.ExpiresAt is { } end && end < grant.ExpiresAt
            ? (new DateTimeOffset(end.UtcTicks - (end.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero), ExpiryLimit.Credential)
            : (grant.ExpiresAt, grant.ExpiryLimit);
}
