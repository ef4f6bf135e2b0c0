using System.Collections.Concurrent;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using ValetKey.Aws.Credentials;

namespace ValetKey.Aws.Sessions;

/// <summary>
/// Sessions of the configured role, each restricted by a policy. Kept by policy while they serve; several requests for the same one make one call.
/// </summary>
internal sealed class RoleSessions(AmazonS3Options options, Func<IAmazonSecurityTokenService> createClient, string issuerName) : IDisposable
{
    /// <summary>The service gives no shorter session.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15);

    private const int MostHeld = 1000;

    private readonly Lazy<IAmazonSecurityTokenService> _client = new(createClient);
    private readonly ConcurrentDictionary<string, Lazy<Task<AwsCredential>>> _held = new(StringComparer.Ordinal);

    /// <summary>A held session that ends between the given times, or a new one.</summary>
    /// <param name="policy">The session policy.</param>
    /// <param name="length">How long a new one should live.</param>
    /// <param name="earliest">A held one that ends before is not taken.</param>
    /// <param name="latest">A held one that ends after is not taken.</param>
    /// <param name="now">The time of the grant.</param>
    /// <param name="cancellationToken">Gives up the wait, not the call that others wait for too.</param>
    public async ValueTask<AwsCredential> GetAsync(
        string policy, TimeSpan length, DateTimeOffset earliest, DateTimeOffset latest, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (policy.Length > options.MaximumSessionPolicyLength)
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported,
                $"The session policy for this request has {policy.Length} characters; the service takes {options.MaximumSessionPolicyLength} at most. "
                + "A shorter object name or a client range that is one network would help.");
        }

        Lazy<Task<AwsCredential>> fresh = new(() => AssumeAsync(policy, length));
        while (true)
        {
            Lazy<Task<AwsCredential>> held = _held.GetOrAdd(policy, fresh);
            bool isFresh = ReferenceEquals(held, fresh);
            if (isFresh)
            {
                Trim(now); // Only what is added makes the store larger; a held session costs one look-up.
            }

            AwsCredential credential = await WaitAsync(held, policy, cancellationToken).ConfigureAwait(false);
            if (isFresh || (credential.ExpiresAt >= earliest && credential.ExpiresAt <= latest))
            {
                return credential;
            }

            _held.TryUpdate(policy, fresh, held);
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private async Task<AwsCredential> WaitAsync(Lazy<Task<AwsCredential>> session, string policy, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (session.Value.IsFaulted)
        {
            _held.TryRemove(new(policy, session)); // A failure is nobody's but those who waited for it.
            throw;
        }
    }

    private async Task<AwsCredential> AssumeAsync(string policy, TimeSpan length)
    {
        try
        {
            AssumeRoleResponse response = await _client.Value.AssumeRoleAsync(new AssumeRoleRequest
            {
                RoleArn = options.RoleArn,
                RoleSessionName = options.RoleSessionName,
                ExternalId = options.ExternalId,
                Policy = policy,
                DurationSeconds = (int)Math.Clamp(length.TotalSeconds, Shortest.TotalSeconds, options.MaximumSessionDuration.TotalSeconds),
            }).ConfigureAwait(false);
            return new AwsCredential(
                response.Credentials.AccessKeyId,
                response.Credentials.SecretAccessKey,
                response.Credentials.SessionToken,
                response.Credentials.Expiration is { } end ? new DateTimeOffset(end.ToUniversalTime()) : null);
        }
        catch (Exception fault) when (fault is not ValetKeyException)
        {
            throw RoleFaults.Of(fault, options, issuerName);
        }
    }

    /// <summary>Policies name objects, so there may be many; ended sessions go first, and then any.</summary>
    private void Trim(DateTimeOffset now)
    {
        if (_held.Count <= MostHeld)
        {
            return;
        }

        foreach ((string policy, Lazy<Task<AwsCredential>> session) in _held)
        {
            if (session.Value.IsCompletedSuccessfully && (session.Value.GetAwaiter().GetResult().ExpiresAt < now || _held.Count > MostHeld * 2))
            {
                _held.TryRemove(new(policy, session));
            }
        }
    }
}
