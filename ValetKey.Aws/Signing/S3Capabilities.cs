using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>What S3 enforces, by form.</summary>
internal static class S3Capabilities
{
    /// <summary>"X-Amz-Expires … maximum 604800", Amazon S3 API Reference.</summary>
    public static readonly TimeSpan LongestUrl = TimeSpan.FromDays(7);

    private const ResourceKinds Objects = ResourceKinds.Object | ResourceKinds.ObjectVersion;
    private const ResourceKinds Trees = ResourceKinds.Prefix | ResourceKinds.Container;

    private const ConstraintKinds Checksums =
        ConstraintKinds.ChecksumMd5 | ConstraintKinds.ChecksumSha256 | ConstraintKinds.ChecksumCrc32C | ConstraintKinds.ChecksumCrc64Nvme;

    public static SignerCapabilities Create() => new(
        new FormCapability(
            KeyForm.SignedUrl,
            new PermissionRule(Objects, Permissions.Read | Permissions.ReadProperties, ConstraintKinds.Response),
            new PermissionRule(Objects, Permissions.Delete),
            new PermissionRule(
                ResourceKinds.Object,
                Permissions.Create | Permissions.Write,
                ConstraintKinds.ContentType | ConstraintKinds.ExactLength | Checksums | ConstraintKinds.Metadata),
            new PermissionRule(Trees, Permissions.List))
        {
            MaximumLifetime = LongestUrl,
            Extras = [typeof(S3UploadStorageClass), typeof(S3UploadKmsKey)],
        },
        new FormCapability(
            KeyForm.SignedForm,
            new PermissionRule(
                ResourceKinds.Object | Trees,
                Permissions.Write,
                ConstraintKinds.ContentTypeFamily | ConstraintKinds.LengthRange | ConstraintKinds.Metadata
                    | (Checksums & ~ConstraintKinds.ChecksumMd5)))
        {
            MaximumLifetime = LongestUrl,
            Extras = [typeof(S3UploadStorageClass), typeof(S3UploadKmsKey), typeof(S3FormSuccess)],
        });
}
