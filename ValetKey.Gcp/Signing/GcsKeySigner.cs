using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Downscoping;
using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>Signs for Cloud Storage.</summary>
internal sealed class GcsKeySigner(GoogleCloudStorageOptions options, IGrantSigner signer, IDownscoper? downscoper = null)
    : IKeySigner, IServiceDateSource, IDisposable
{
    private readonly GcsEndpoint _endpoint = new(options);

    public GcsKeySigner(GoogleCloudStorageOptions options, IKeySource keys, IDownscoper? downscoper = null)
        : this(options, new V4GrantSigner(keys), downscoper)
    {
    }

    public SignerCapabilities Capabilities { get; } = GcsCapabilities.Create(options);

    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        cancellationToken.ThrowIfCancellationRequested();
        V4Place bucket = _endpoint.BucketOf(grant.Scope.Container);
        if (grant.Form == KeyForm.BearerToken)
        {
            return DownscopeAsync(grant, bucket, cancellationToken);
        }

        if (grant.Scope.VersionId is not null || !ReferenceEquals(grant.Constraints, KeyConstraints.None))
        {
            GcsLimits.Check(grant);
        }

        return signer.SignAsync(grant, bucket, cancellationToken);
    }

    public ValueTask<DateTimeOffset?> ReadServiceDateAsync(CancellationToken cancellationToken) =>
        ServiceDate.ReadAsync(GcsEndpoint.ServiceUrl(options), cancellationToken);

    public void Dispose()
    {
        signer.Dispose();
        (downscoper as IDisposable)?.Dispose();
    }

    private async ValueTask<IssuedKey> DownscopeAsync(KeyGrant grant, V4Place bucket, CancellationToken cancellationToken) => downscoper is null
        ? throw new ValetKeyException(ValetKeyErrorReason.Unsupported, "Downscoped tokens are not set up.")
        : await downscoper.IssueAsync(grant, bucket.Name, cancellationToken).ConfigureAwait(false);
}
