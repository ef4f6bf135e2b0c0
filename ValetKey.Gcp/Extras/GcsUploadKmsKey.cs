namespace ValetKey.Gcp;

/// <summary>Encryption by a key of the Cloud Key Management Service, which an upload must ask for (<c>x-goog-encryption-kms-key-name</c>).</summary>
/// <param name="KeyName">The key's resource name: <c>projects/…/locations/…/keyRings/…/cryptoKeys/…</c>.</param>
public sealed record GcsUploadKmsKey(string KeyName) : KeyExtra;
