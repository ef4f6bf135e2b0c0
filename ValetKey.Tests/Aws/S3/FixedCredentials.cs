using ValetKey.Aws.Credentials;
using ValetKey.Providers;

namespace ValetKey.Tests.Aws.S3;

/// <summary>Always the same credentials.</summary>
internal sealed class FixedCredentials(string id, string secret, string? token = null, DateTimeOffset? end = null) : ICredentialSource
{
    private readonly AwsCredential _credential = new(id, secret, token, end);

    public ValueTask<AwsCredential> GetAsync(LeaseNeed need, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_credential);
}
