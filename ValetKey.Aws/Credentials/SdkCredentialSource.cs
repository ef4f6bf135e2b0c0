using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using ValetKey.Providers;

namespace ValetKey.Aws.Credentials;

/// <summary>Keeps the SDK's credentials at hand.</summary>
internal sealed class SdkCredentialSource : ICredentialSource, ILeaseSource<ValueTuple, AwsCredential>, IDisposable
{
    private readonly Func<AWSCredentials> _find;
    private readonly string _name;
    private readonly LeaseCache<ValueTuple, AwsCredential> _held;
    private AWSCredentials? _source;

    /// <summary>Creates the source; nothing is read yet.</summary>
    /// <param name="find">Finds the SDK's own source of credentials; asked again after it has failed.</param>
    /// <param name="name">The issuer's name, for messages.</param>
    /// <param name="time">Measures pauses and limits of time.</param>
    /// <param name="logger">Told of failures.</param>
    public SdkCredentialSource(Func<AWSCredentials> find, string name, TimeProvider time, ILogger logger)
    {
        (_find, _name) = (find, name);
        _held = new LeaseCache<ValueTuple, AwsCredential>(
            this,
            new LeaseCacheOptions
            {
                IssuerName = name,
                LeaseName = "AWS credentials",
                LongestRenewalAhead = TimeSpan.FromMinutes(5),
                RefreshInterval = TimeSpan.FromMinutes(1), // So that a rotated profile or environment is noticed.
                RepeatInterval = TimeSpan.FromSeconds(10), // A request may ask for more life than there ever is.
            },
            time,
            logger);
    }

    public ValueTask<AwsCredential> GetAsync(LeaseNeed need, CancellationToken cancellationToken) =>
        _held.Find(default, need) is { } held ? ValueTask.FromResult(held) : WaitAsync(need, cancellationToken);

    public async Task<Lease<AwsCredential>> ObtainAsync(LeaseRequest<ValueTuple, AwsCredential> request, CancellationToken cancellationToken)
    {
        AWSCredentials source = _source ??= _find();
        AwsCredential read = await ReadAsync(source).ConfigureAwait(false);
        if (!read.LivesUntil(request.Need.MinimumEnd) && source is RefreshingAWSCredentials keeping)
        {
            keeping.ClearCredentials(); // It would get new ones by itself only shortly before the end of those it keeps.
            read = await ReadAsync(source).ConfigureAwait(false);
        }

        return new Lease<AwsCredential>(request.Held is { Value: { } held } && held.IsSameAs(read) ? held : read, read.ExpiresAt);
    }

    /// <summary>The SDK's message names the places it looked in; it holds no secret, but it is not ours to vouch for, so it stays inside.</summary>
    public ValetKeyException Explain(ValueTuple key, Exception cause) => AwsFaults.Of(
        $"'{_name}' has no AWS credentials to sign with. Set {nameof(AmazonS3Options.Credentials)}, "
        + "or give the application a profile or a role.",
        cause);

    public void Dispose() => _held.Dispose();

    private async ValueTask<AwsCredential> WaitAsync(LeaseNeed need, CancellationToken cancellationToken)
    {
        AwsCredential credential = await _held.GetAsync(default, need, cancellationToken).ConfigureAwait(false);
        return credential.LivesUntil(need.MinimumEnd)
            ? credential
            : throw new ValetKeyException(
                ValetKeyErrorReason.CredentialsUnavailable,
                $"The AWS credentials end at {credential.ExpiresAt:u}; the request needs a key until {need.MinimumEnd:u} at least.");
    }

    private async Task<AwsCredential> ReadAsync(AWSCredentials source)
    {
        ImmutableCredentials read = await source.GetCredentialsAsync().ConfigureAwait(false);
        ThrowIfMangled(read);
        return new AwsCredential(
            read.AccessKey, read.SecretKey, read.Token, source.Expiration is { } end ? new DateTimeOffset(end.ToUniversalTime()) : null);
    }

    /// <summary>A line's end or a space that came along when somebody copied a key would sign everything wrong.</summary>
    private void ThrowIfMangled(ImmutableCredentials read)
    {
        foreach ((string part, string? value) in new[]
        {
            ("access key id", read.AccessKey), ("secret access key", read.SecretKey), ("session token", read.Token),
        })
        {
            if (value.AsSpan().ContainsAnyExceptInRange('!', '~'))
            {
                throw new ValetKeyException(
                    ValetKeyErrorReason.CredentialsUnavailable,
                    $"'{_name}' has AWS credentials whose {part} holds a space or another character that none has. See how it was copied.");
            }
        }
    }
}
