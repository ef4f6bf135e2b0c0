namespace ValetKey.Gcp;

/// <summary>An HMAC key of a service account or a user ("HMAC keys" in the Cloud Storage documentation). Its text leaves the secret out.</summary>
public sealed class GcsHmacKey
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

    /// <summary>The access id, without the secret.</summary>
    public override string ToString() => $"{AccessId} [secret]";
}
