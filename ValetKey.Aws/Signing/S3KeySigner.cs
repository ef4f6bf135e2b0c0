using ValetKey.Aws.Credentials;
using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>Signs for S3 and what speaks its language.</summary>
internal sealed class S3KeySigner(AmazonS3Options options, ICredentialSource credentials) : IKeySigner
{
    private readonly S3Endpoint _endpoint = new(options);
    private readonly DayKeys _keys = new(options.Region, "s3");

    public SignerCapabilities Capabilities { get; } = S3Capabilities.Create();

    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ValueTask<AwsCredential> credential = credentials.GetAsync(grant.IssuedAt, grant.MinimumExpiresAt, cancellationToken);
        return credential.IsCompletedSuccessfully
            ? ValueTask.FromResult(Sign(grant, credential.GetAwaiter().GetResult()))
            : AwaitAsync(grant, credential);
    }

    private async ValueTask<IssuedKey> AwaitAsync(KeyGrant grant, ValueTask<AwsCredential> credential) =>
        Sign(grant, await credential.ConfigureAwait(false));

    private IssuedKey Sign(KeyGrant grant, AwsCredential credential)
    {
        S3Bucket bucket = _endpoint.BucketOf(grant.Scope.Container);
        bool isCut = credential.ExpiresAt < grant.ExpiresAt;
        DateTimeOffset end = isCut ? WholeSeconds(credential.ExpiresAt!.Value) : grant.ExpiresAt;
        ExpiryLimit limit = isCut ? ExpiryLimit.Credential : grant.ExpiryLimit;
        if (grant.Form == KeyForm.SignedForm)
        {
            return PostForm.Sign(grant, bucket, _keys.Get(credential, grant.IssuedAt), end, limit);
        }

        // Seven days count from the start, so a key of seven days gives up its backdating.
        DateTimeOffset start = end - grant.NotBefore > S3Capabilities.LongestUrl ? end - S3Capabilities.LongestUrl : grant.NotBefore;
        return PresignedUrl.Sign(grant, bucket, _keys.Get(credential, start), start, end, limit);
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
