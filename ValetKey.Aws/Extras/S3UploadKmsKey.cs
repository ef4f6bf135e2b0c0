namespace ValetKey.Aws;

/// <summary>Encryption by a key of the AWS Key Management Service, which an upload must ask for (<c>x-amz-server-side-encryption: aws:kms</c>).</summary>
/// <param name="KeyId">The key's id or ARN; null for the account's default key.</param>
public sealed record S3UploadKmsKey(string? KeyId = null) : KeyExtra
{
    /// <inheritdoc/>
    protected override Permissions UsedBy => Permissions.Create | Permissions.Write;

    /// <inheritdoc/>
    protected override IEnumerable<(string Property, string? Text)> Texts => KeyId is null ? [] : [(nameof(KeyId), KeyId)];
}
