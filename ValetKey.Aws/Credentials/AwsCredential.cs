using System.Text;
using ValetKey.Providers;

namespace ValetKey.Aws.Credentials;

/// <summary>Credentials as they were at one moment.</summary>
internal sealed class AwsCredential(string accessKeyId, string secretAccessKey, string? sessionToken, DateTimeOffset? expiresAt)
{
    public string AccessKeyId { get; } = accessKeyId;

    public string SecretAccessKey { get; } = secretAccessKey;

    public string? SessionToken { get; } = string.IsNullOrEmpty(sessionToken) ? null : sessionToken;

    /// <summary>The session token as it stands in a query.</summary>
    public byte[]? EncodedSessionToken { get; } =
        string.IsNullOrEmpty(sessionToken) ? null : Encoding.ASCII.GetBytes(PercentEncoding.Encode(sessionToken));

    public DateTimeOffset? ExpiresAt { get; } = expiresAt;

    public bool LivesUntil(DateTimeOffset time) => ExpiresAt is not { } end || end >= time;

    /// <summary>Whether the other is what a new reading of the same credentials gives: then what was derived from these stays in use.</summary>
    public bool IsSameAs(AwsCredential other) => (AccessKeyId, SecretAccessKey, SessionToken, ExpiresAt)
        == (other.AccessKeyId, other.SecretAccessKey, other.SessionToken, other.ExpiresAt);

    public override string ToString() => "AWS credentials [secret]";
}
