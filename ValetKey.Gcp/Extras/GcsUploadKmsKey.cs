namespace ValetKey.Gcp;

/// <summary>Encryption by a key of the Cloud Key Management Service, which an upload must ask for (<c>x-goog-encryption-kms-key-name</c>).</summary>
public sealed record GcsUploadKmsKey : KeyExtra
{
    /// <summary>Asks for encryption by a key.</summary>
    /// <param name="keyName">The key's resource name: <c>projects/…/locations/…/keyRings/…/cryptoKeys/…</c>.</param>
    public GcsUploadKmsKey(string keyName) => KeyName = keyName;

    /// <summary>The key's resource name: <c>projects/…/locations/…/keyRings/…/cryptoKeys/…</c>.</summary>
    public string KeyName { get; init; }
}
