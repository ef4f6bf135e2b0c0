using ValetKey.Aws.Credentials;
using ValetKey.Aws.Sessions;
using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>Signs for S3 and what speaks its language.</summary>
internal sealed class S3KeySigner(AmazonS3Options options, ICredentialSource credentials, GrantSessions? sessions = null)
    : IKeySigner, IServiceDateSource, IDisposable
{
    private readonly S3Endpoint _endpoint = new(options);
    private readonly V4Labels _labels = S3Labels.In(options.Region, options.IsCompatible);

    public SignerCapabilities Capabilities { get; } = S3Capabilities.Create(options);

    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(grant);
        cancellationToken.ThrowIfCancellationRequested();
        if (!options.IsCompatible && !ReferenceEquals(grant.Constraints, KeyConstraints.None))
        {
            S3Limits.Check(grant.Constraints);
        }

        if (SessionRule.Needs(grant, options))
        {
            return SignWithSessionAsync(grant, cancellationToken);
        }

        ValueTask<AwsCredential> credential = credentials.GetAsync(LeaseNeed.Of(grant), cancellationToken);
        return credential.IsCompletedSuccessfully
            ? ValueTask.FromResult(Sign(grant, credential.GetAwaiter().GetResult()))
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
        Sign(grant, await credential.ConfigureAwait(false));

    private async ValueTask<IssuedKey> SignWithSessionAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        if (sessions is null)
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported, $"This key needs a session of a role; set {nameof(AmazonS3Options.RoleArn)}.");
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
                    "No two sessions of a role are alike, so equal requests cannot give equal credentials. "
                    + $"Leave {nameof(KeyRequest.StableFor)} out.");
            }

            AwsCredential session = await sessions.ToHandOutAsync(grant, bucket, cancellationToken).ConfigureAwait(false);
            return HandOut(grant, session);
        }

        return Sign(grant, await sessions.ToSignWithAsync(grant, bucket, cancellationToken).ConfigureAwait(false));
    }

    private TemporaryCredentials HandOut(KeyGrant grant, AwsCredential session)
    {
        (DateTimeOffset end, ExpiryLimit limit) = grant.EndingBy(session.ExpiresAt);
        return new TemporaryCredentials(grant, session.AccessKeyId, session.SecretAccessKey, session.SessionToken ?? "")
        {
            ExpiresAt = end,
            ExpiryLimit = limit,
            Region = options.Region,
            ServiceUrl = grant.Scope.Kind != ResourceKinds.Queue && (options.PublicUrl ?? options.ServiceUrl) is { } url
                ? EndpointUrl.OriginOf(url)
                : null,
            QueueUrl = grant.Scope.Kind == ResourceKinds.Queue && !options.IsCompatible
                ? QueueNames.UrlOf(grant.Scope.Container, options.Region, AmazonS3OptionsRules.RoleOf(options.RoleArn!)!.Value.Account)
                : null,
        };
    }

    private IssuedKey Sign(KeyGrant grant, AwsCredential credential)
    {
        V4Place bucket = _endpoint.BucketOf(grant.Scope.Container);
        V4HmacKey key = credential.KeyFor(_labels);
        (DateTimeOffset end, ExpiryLimit limit) = grant.EndingBy(credential.ExpiresAt);
        if (grant.Form == KeyForm.SignedForm)
        {
            FormFields fields = S3Form.Of(grant, bucket).Sign(key, grant.IssuedAt, end);
            return new SignedForm(grant, bucket.Url, fields) { ExpiresAt = end, ExpiryLimit = limit };
        }

        // The session's policy holds back a key that starts in the future; the URL's own date must not lie ahead of the service's clock.
        DateTimeOffset start = V4Url.StartOf(grant.Constraints.NotBefore is null ? grant.NotBefore : grant.IssuedAt, end);
        V4Request request = new()
        {
            Method = grant.Permissions.ToHttpMethod(),
            Place = bucket,
            Name = grant.Permissions == Permissions.List ? null : grant.Scope.Name,
            Headers = S3Headers.Of(grant, pins: options is { IsCompatible: true, PinUploadHeaders: true } && grant.Scope.Kind != ResourceKinds.Part),
            Query = V4Parameters.Of(grant, "versionId"),
            Start = start,
            End = end,
        };
        return new SignedUrl(grant, request.Method, V4Url.Sign(request, key))
        {
            Headers = request.Headers,
            NotBefore = grant.NotBefore > start ? grant.NotBefore : start,
            ExpiresAt = end,
            ExpiryLimit = limit,
        };
    }
}
