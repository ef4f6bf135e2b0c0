using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Downscoping;
using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>Signs for Cloud Storage.</summary>
internal sealed class GcsKeySigner(GoogleCloudStorageOptions options, IKeySource keys, IDownscoper? downscoper = null)
    : IKeySigner, IServiceDateSource, IDisposable
{
    private readonly GcsEndpoint _endpoint = new(options);

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

        ValueTask<V4Key> key = keys.GetAsync(cancellationToken);
        return key.IsCompletedSuccessfully
            ? SignAsync(grant, bucket, key.GetAwaiter().GetResult(), cancellationToken)
            : AwaitAsync(grant, bucket, key, cancellationToken);
    }

    public ValueTask<DateTimeOffset?> ReadServiceDateAsync(CancellationToken cancellationToken) =>
        ServiceDate.ReadAsync(GcsEndpoint.ServiceUrl(options), cancellationToken);

    public void Dispose()
    {
        keys.Dispose();
        (downscoper as IDisposable)?.Dispose();
    }

    private async ValueTask<IssuedKey> DownscopeAsync(KeyGrant grant, V4Place bucket, CancellationToken cancellationToken) => downscoper is null
        ? throw new ValetKeyException(ValetKeyErrorReason.Unsupported, "Downscoped tokens are not set up.")
        : await downscoper.IssueAsync(grant, bucket.Name, cancellationToken).ConfigureAwait(false);

    private static async ValueTask<IssuedKey> AwaitAsync(KeyGrant grant, V4Place bucket, ValueTask<V4Key> key, CancellationToken cancellationToken) =>
        await SignAsync(grant, bucket, await key.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private static ValueTask<IssuedKey> SignAsync(KeyGrant grant, V4Place bucket, V4Key key, CancellationToken cancellationToken) =>
        grant.Form == KeyForm.SignedForm ? SignFormAsync(grant, bucket, key, cancellationToken) : SignUrlAsync(grant, bucket, key, cancellationToken);

    private static ValueTask<IssuedKey> SignUrlAsync(KeyGrant grant, V4Place bucket, V4Key key, CancellationToken cancellationToken)
    {
        V4Request request = new()
        {
            Method = MethodOf(grant),
            Place = bucket,
            Name = grant.Permissions == Permissions.List ? null : grant.Scope.Name,
            Headers = GcsHeaders.Of(grant),
            Query = V4Parameters.Of(grant, "generation"),
            Start = V4Url.StartOf(grant.NotBefore, grant.ExpiresAt),
            End = grant.ExpiresAt,
        };
        ValueTask<string> url = V4Url.SignAsync(request, key, cancellationToken);
        return url.IsCompletedSuccessfully
            ? ValueTask.FromResult<IssuedKey>(ToKey(grant, request.Headers, request.Start, url.GetAwaiter().GetResult()))
            : AwaitUrlAsync(grant, request.Headers, request.Start, url);
    }

    private static async ValueTask<IssuedKey> AwaitUrlAsync(
        KeyGrant grant, HeaderCollection headers, DateTimeOffset start, ValueTask<string> url) =>
        ToKey(grant, headers, start, await url.ConfigureAwait(false));

    private static SignedUrl ToKey(KeyGrant grant, HeaderCollection headers, DateTimeOffset start, string url) =>
        new(grant, MethodOf(grant), url) { Headers = headers, NotBefore = start };

    private static async ValueTask<IssuedKey> SignFormAsync(KeyGrant grant, V4Place bucket, V4Key key, CancellationToken cancellationToken)
    {
        FormFields fields =
            await GcsForm.Of(grant, bucket).SignAsync(key, grant.IssuedAt, grant.ExpiresAt, cancellationToken).ConfigureAwait(false);
        return new SignedForm(grant, bucket.Url, fields) { ContentTypeField = GcsForm.ContentType };
    }

    private static HttpMethod MethodOf(KeyGrant grant) =>
        grant.Extras.Any(extra => extra is GcsResumableUpload) ? HttpMethod.Post : grant.Permissions.ToHttpMethod();
}
