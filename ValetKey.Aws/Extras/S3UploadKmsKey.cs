namespace ValetKey.Aws;

/// <summary>
/// Encryption by a key of the AWS Key Management Service, which an upload must ask for (<c>x-amz-server-side-encryption: aws:kms</c>).
/// </summary>
public sealed record S3UploadKmsKey : KeyExtra
{
    /// <summary>Asks for encryption by a key.</summary>
    /// <param name="keyId">The key's id or ARN; null for the account's default key.</param>
    public S3UploadKmsKey(string? keyId = null) => KeyId = keyId;

    /// <summary>The key's id or ARN; null for the account's default key.</summary>
    public string? KeyId { get; init; }

    /// <inheritdoc/>
    protected override Permissions UsedBy => Permissions.Create | Permissions.Write;

    /// <inheritdoc/>
    protected override IEnumerable<(string Property, string? Text)> Texts => KeyId is null ? [] : [(nameof(KeyId), KeyId)];

    /// <inheritdoc/>
    protected override string? FindFault(KeyRequest request) => UploadExtras.FaultOf(request);
}
