using ValetKey.Providers;

namespace ValetKey.Aws.Credentials;

/// <summary>Credentials as they were at one moment.</summary>
internal sealed class AwsCredential(string accessKeyId, string secretAccessKey, string? sessionToken, DateTimeOffset? expiresAt)
{
    private V4HmacKey? _key;

    public string AccessKeyId { get; } = accessKeyId;

    public string SecretAccessKey { get; } = secretAccessKey;

    public string? SessionToken { get; } = string.IsNullOrEmpty(sessionToken) ? null : sessionToken;

    public DateTimeOffset? ExpiresAt { get; } = expiresAt;

    public bool LivesUntil(DateTimeOffset time) => ExpiresAt is not { } end || end >= time;

    /// <summary>Whether the other is what a new reading of the same credentials gives: then what was derived from these stays in use.</summary>
    public bool IsSameAs(AwsCredential other) => (AccessKeyId, SecretAccessKey, SessionToken, ExpiresAt)
        == (other.AccessKeyId, other.SecretAccessKey, other.SessionToken, other.ExpiresAt);

    /// <summary>What signs with these credentials: prepared once, since one issuer has the same labels throughout.</summary>
    public V4HmacKey KeyFor(V4Labels labels)
    {
        V4HmacKey? known = Volatile.Read(ref _key);
        if (known is not null && ReferenceEquals(known.Labels, labels))
        {
            return known;
        }

        V4HmacKey key = new(AccessKeyId, SecretAccessKey, labels, SessionToken);
        Volatile.Write(ref _key, key);
        return key;
    }

    public override string ToString() => "AWS credentials [secret]";
}
