using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Microsoft.Extensions.Logging;
using ValetKey.Aws.Credentials;
using ValetKey.Providers;

namespace ValetKey.Aws.Sessions;

/// <summary>Sessions of the configured role, each restricted by a policy. Kept by policy while they serve.</summary>
internal sealed class RoleSessions : ILeaseSource<string, AwsCredential>, IDisposable
{
    /// <summary>The service gives no shorter session.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15);

    private readonly AmazonS3Options _options;
    private readonly Func<IAmazonSecurityTokenService> _createClient;
    private readonly string _issuerName;
    private readonly LeaseCache<string, AwsCredential> _held;
    private readonly Lock _creating = new();
    private IAmazonSecurityTokenService? _client;

    /// <summary>Creates the store; no call is made yet.</summary>
    /// <param name="options">The role, and what is said of its sessions.</param>
    /// <param name="createClient">Makes the client when it is first needed; asked again after it has failed.</param>
    /// <param name="issuerName">The issuer's name, for messages.</param>
    /// <param name="time">Measures pauses and limits of time.</param>
    /// <param name="logger">Told of every call.</param>
    public RoleSessions(AmazonS3Options options, Func<IAmazonSecurityTokenService> createClient, string issuerName, TimeProvider time, ILogger logger)
    {
        (_options, _createClient, _issuerName) = (options, createClient, issuerName);
        _held = new LeaseCache<string, AwsCredential>(
            this,
            new LeaseCacheOptions
            {
                IssuerName = issuerName,
                LeaseName = "session of the role",
                RenewalShare = 0, // Most policies name one object and are asked for once: a session that nobody may need would cost a call.
            },
            time,
            logger,
            StringComparer.Ordinal);
    }

    /// <summary>A held session that meets the need, or a new one, whose end is for the caller to see.</summary>
    /// <param name="policy">The session policy.</param>
    /// <param name="need">What is needed of the session.</param>
    /// <param name="cancellationToken">Gives up the wait, not the call that others wait for too.</param>
    /// <exception cref="ValetKeyException">None can be had, or the policy is too long for the service.</exception>
    public ValueTask<AwsCredential> GetAsync(string policy, in LeaseNeed need, CancellationToken cancellationToken) =>
        policy.Length <= _options.MaximumSessionPolicyLength
            ? _held.GetAsync(policy, need, cancellationToken)
            : throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported,
                $"The session policy for this request has {policy.Length} characters; the service takes {_options.MaximumSessionPolicyLength} "
                    + "at most. "
                + "A shorter object name or a client range that is one network would help.");

    public async Task<Lease<AwsCredential>> ObtainAsync(LeaseRequest<string, AwsCredential> request, CancellationToken cancellationToken)
    {
        double seconds = (request.Need.RequestedEnd - request.Need.Now).TotalSeconds;
        AssumeRoleRequest call = new()
        {
            RoleArn = _options.RoleArn,
            RoleSessionName = _options.RoleSessionName,
            ExternalId = _options.ExternalId,
            Policy = request.Key,
            DurationSeconds = (int)Math.Clamp(seconds, Shortest.TotalSeconds, _options.MaximumSessionDuration.TotalSeconds),
        };
        AssumeRoleResponse answer = await Client().AssumeRoleAsync(call, cancellationToken).ConfigureAwait(false);
        DateTimeOffset? end = answer.Credentials.Expiration is { } expiration ? new DateTimeOffset(expiration.ToUniversalTime()) : null;
        AwsCredential session = new(answer.Credentials.AccessKeyId, answer.Credentials.SecretAccessKey, answer.Credentials.SessionToken, end);
        return new Lease<AwsCredential>(session, end);
    }

    public ValetKeyException Explain(string key, Exception cause) => RoleFaults.Of(cause, _options, _issuerName);

    public void Dispose()
    {
        _held.Dispose();
        _client?.Dispose();
    }

    private IAmazonSecurityTokenService Client()
    {
        lock (_creating)
        {
            return _client ??= _createClient();
        }
    }
}
