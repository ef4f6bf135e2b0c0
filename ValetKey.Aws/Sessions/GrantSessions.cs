using ValetKey.Aws.Credentials;
using ValetKey.Providers;

namespace ValetKey.Aws.Sessions;

/// <summary>Finds the session for a grant: one to sign with, whose end may lie beyond the key's, or one to hand out, whose end may not.</summary>
internal sealed class GrantSessions(AmazonS3Options options, SessionPolicy policies, RoleSessions sessions) : IDisposable
{
    /// <summary>By so much a session is asked shorter than the key, since the service counts from when the call arrives.</summary>
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(10);

    public void Dispose() => sessions.Dispose();

    /// <summary>The client sees a signature and never the secret, so the session may outlive the key and serve the next.</summary>
    public ValueTask<AwsCredential> ToSignWithAsync(KeyGrant grant, string bucket, CancellationToken cancellationToken) => sessions.GetAsync(
        policies.Write(grant, bucket, end: null),
        LeaseNeed.Of(grant) with { PreferredEnd = EarliestEnd(grant), RequestedEnd = grant.Now + options.MaximumSessionDuration },
        cancellationToken);

    /// <summary>The client gets the credentials themselves, so they end with the key: by themselves, or else by their policy.</summary>
    public async ValueTask<AwsCredential> ToHandOutAsync(KeyGrant grant, string bucket, CancellationToken cancellationToken)
    {
        TimeSpan length = grant.ExpiresAt - grant.IssuedAt - CallTime;
        if (length >= RoleSessions.Shortest && grant.IssuedAt + length >= grant.MinimumExpiresAt)
        {
            DateTimeOffset halfWay = grant.IssuedAt + (length / 2);
            LeaseNeed need = LeaseNeed.Of(grant) with
            {
                PreferredEnd = halfWay > grant.MinimumExpiresAt ? halfWay : grant.MinimumExpiresAt,
                RequestedEnd = grant.Now + length,
                LatestEnd = grant.ExpiresAt,
            };
            AwsCredential session = await sessions.GetAsync(policies.Write(grant, bucket, end: null), need, cancellationToken).ConfigureAwait(false);
            if (session.ExpiresAt <= grant.ExpiresAt)
            {
                return session;
            }
        }

        return await sessions.GetAsync(
            policies.Write(grant, bucket, grant.ExpiresAt),
            LeaseNeed.Of(grant) with { RequestedEnd = grant.Now + length + (2 * CallTime) },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The key's own end. Where a key is to live as long as a session can, no held one would ever do, and requests at the same time would each make a
    /// call; so such a key may be a tenth of a session shorter, and says so.
    /// </summary>
    private DateTimeOffset EarliestEnd(KeyGrant grant)
    {
        DateTimeOffset kept = grant.IssuedAt + (options.MaximumSessionDuration * 0.9);
        DateTimeOffset earliest = kept < grant.ExpiresAt ? kept : grant.ExpiresAt;
        return earliest > grant.MinimumExpiresAt ? earliest : grant.MinimumExpiresAt;
    }
}
