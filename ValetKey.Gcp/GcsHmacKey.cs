namespace ValetKey.Gcp;

/// <summary>An HMAC key of a service account or a user ("HMAC keys" in the Cloud Storage documentation). Its text leaves the secret out.</summary>
public sealed class GcsHmacKey : IEquatable<GcsHmacKey>
{
    /// <summary>Creates the key.</summary>
    /// <param name="accessId">The access id, such as <c>GOOG1E…</c>.</param>
    /// <param name="secret">The secret.</param>
    public GcsHmacKey(string accessId, string secret)
    {
        ArgumentNullException.ThrowIfNull(accessId);
        ArgumentNullException.ThrowIfNull(secret);
        AccessId = accessId;
        Secret = secret;
    }

    /// <summary>The access id, which keys bear in clear.</summary>
    public string AccessId { get; }

    internal string Secret { get; }

    /// <inheritdoc/>
    public bool Equals(GcsHmacKey? other) => other is not null && (AccessId, Secret) == (other.AccessId, other.Secret);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GcsHmacKey);

    /// <inheritdoc/>
    public override int GetHashCode() => AccessId.GetHashCode(StringComparison.Ordinal);

    /// <summary>The access id, without the secret.</summary>
    public override string ToString() => $"{AccessId} [secret]";
}
