namespace ValetKey.Gcp;

/// <summary>Encryption by a key of the Cloud Key Management Service, which an upload must ask for (<c>x-goog-encryption-kms-key-name</c>).</summary>
public sealed record GcsUploadKmsKey : KeyExtra
{
    /// <summary>Asks for encryption by a key.</summary>
    /// <param name="keyName">The key's resource name: <c>projects/…/locations/…/keyRings/…/cryptoKeys/…</c>.</param>
    public GcsUploadKmsKey(string keyName) => KeyName = keyName;

    /// <summary>The key's resource name: <c>projects/…/locations/…/keyRings/…/cryptoKeys/…</c>.</summary>
    public string KeyName { get; init; }

    /// <inheritdoc/>
    protected override Permissions UsedBy => Permissions.Create | Permissions.Write;

    /// <inheritdoc/>
    protected override IEnumerable<(string Property, string? Text)> Texts => [(nameof(KeyName), KeyName)];

    /// <inheritdoc/>
    protected override string? FindFault(KeyRequest request) =>
        KeyName.StartsWith("projects/", StringComparison.Ordinal) && !KeyName.Contains(' ', StringComparison.Ordinal)
            ? null
            : $"is '{KeyName}'; it must be a key's resource name, projects/…/locations/…/keyRings/…/cryptoKeys/…, without spaces";
}
