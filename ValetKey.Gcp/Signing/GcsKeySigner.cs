using System.Collections.ObjectModel;
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
        GcsBucket bucket = _endpoint.BucketOf(grant.Scope.Container);
        if (grant.Form == KeyForm.BearerToken)
        {
            return DownscopeAsync(grant, bucket, cancellationToken);
        }

        if (grant.Scope.VersionId is not null || !ReferenceEquals(grant.Constraints, KeyConstraints.None))
        {
            GcsLimits.Check(grant);
        }

        ValueTask<SigningKey> key = keys.GetAsync(cancellationToken);
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

    private async ValueTask<IssuedKey> DownscopeAsync(KeyGrant grant, GcsBucket bucket, CancellationToken cancellationToken) => downscoper is null
        ? throw new ValetKeyException(ValetKeyErrorReason.Unsupported, "Downscoped tokens are not set up.")
        : await downscoper.IssueAsync(grant, bucket.Name, cancellationToken).ConfigureAwait(false);

    private static async ValueTask<IssuedKey> AwaitAsync(KeyGrant grant, GcsBucket bucket, ValueTask<SigningKey> key, CancellationToken cancellationToken) =>
        await SignAsync(grant, bucket, await key.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private static ValueTask<IssuedKey> SignAsync(KeyGrant grant, GcsBucket bucket, SigningKey key, CancellationToken cancellationToken) => key switch
    {
        LocalKey local => ValueTask.FromResult(Sign(grant, bucket, local)),
        RemoteKey remote when grant.Form == KeyForm.SignedForm => SignFormAsync(grant, bucket, remote, cancellationToken),
        RemoteKey remote => SignUrlAsync(grant, bucket, remote, cancellationToken),
        _ => throw new InvalidOperationException(),
    };

    private static IssuedKey Sign(KeyGrant grant, GcsBucket bucket, LocalKey key)
    {
        if (grant.Form == KeyForm.SignedForm)
        {
            return ToKey(grant, bucket, V4Form.Sign(GcsForm.Of(grant, bucket, grant.ExpiresAt), key));
        }

        OrderedDictionary<string, string> headers = GcsHeaders.Of(grant);
        DateTimeOffset start = StartOf(grant);
        return ToKey(grant, V4Url.Sign(RequestOf(grant, bucket, headers, start), key), headers, start);
    }

    private static async ValueTask<IssuedKey> SignUrlAsync(KeyGrant grant, GcsBucket bucket, RemoteKey key, CancellationToken cancellationToken)
    {
        OrderedDictionary<string, string> headers = GcsHeaders.Of(grant);
        DateTimeOffset start = StartOf(grant);
        (byte[] text, string url) = V4Url.Prepare(RequestOf(grant, bucket, headers, start), key);
        byte[] signature = await key.SignAsync(text, cancellationToken).ConfigureAwait(false);
        return ToKey(grant, url + Convert.ToHexStringLower(signature), headers, start);
    }

    private static async ValueTask<IssuedKey> SignFormAsync(KeyGrant grant, GcsBucket bucket, RemoteKey key, CancellationToken cancellationToken) =>
        ToKey(grant, bucket, await V4Form.SignAsync(GcsForm.Of(grant, bucket, grant.ExpiresAt), key, cancellationToken).ConfigureAwait(false));

    private static UrlRequest RequestOf(KeyGrant grant, GcsBucket bucket, OrderedDictionary<string, string> headers, DateTimeOffset start) => new()
    {
        Method = MethodOf(grant),
        Bucket = bucket,
        Name = grant.Permissions == Permissions.List ? null : grant.Scope.Name,
        Headers = headers,
        Query = GcsQuery.Of(grant),
        Start = start,
        Seconds = (grant.ExpiresAt.UtcTicks - start.UtcTicks) / TimeSpan.TicksPerSecond,
    };

    private static SignedUrl ToKey(KeyGrant grant, string url, OrderedDictionary<string, string> headers, DateTimeOffset start) =>
        new(grant, MethodOf(grant), url) { Headers = headers.Count == 0 ? ReadOnlyDictionary<string, string>.Empty : headers, NotBefore = start };

    private static SignedForm ToKey(KeyGrant grant, GcsBucket bucket, OrderedDictionary<string, string> fields) =>
        new(grant, bucket.FormUrl, fields) { ContentTypeField = GcsForm.ContentType };

    private static HttpMethod MethodOf(KeyGrant grant) => grant.Permissions switch
    {
        Permissions.ReadProperties => HttpMethod.Head,
        Permissions.Create or Permissions.Write => GcsExtras.IsResumable(grant) ? HttpMethod.Post : HttpMethod.Put,
        Permissions.Delete => HttpMethod.Delete,
        _ => HttpMethod.Get,
    };

    /// <summary>Seven days count from the date, so a key of seven days gives up its backdating.</summary>
    private static DateTimeOffset StartOf(KeyGrant grant) =>
        grant.ExpiresAt - grant.NotBefore > GcsLimits.Lifetime ? grant.ExpiresAt - GcsLimits.Lifetime : grant.NotBefore;
}
