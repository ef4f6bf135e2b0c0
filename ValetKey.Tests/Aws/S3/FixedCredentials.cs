using ValetKey.Aws.Credentials;

namespace ValetKey.Tests.Aws.S3;

/// <summary>Always the same credentials.</summary>
internal sealed class FixedCredentials(string id, string secret, string? token = null, DateTimeOffset? end = null) : ICredentialSource
{
    private readonly AwsCredential _credential = new(id, secret, token, end);

    public ValueTask<AwsCredential> GetAsync(DateTimeOffset now, DateTimeOffset neededUntil, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_credential);
}
