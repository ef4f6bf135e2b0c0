using ValetKey.Aws.Sessions;
using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>What S3 enforces, by form. Forms that sessions of a role are needed for say so, so that a refusal can name the setting.</summary>
internal static class S3Capabilities
{
    /// <summary>"X-Amz-Expires … maximum 604800", Amazon S3 API Reference.</summary>
    public static readonly TimeSpan LongestUrl = TimeSpan.FromDays(7);

    private const ResourceKinds Objects = ResourceKinds.Object | ResourceKinds.ObjectVersion;
    private const ResourceKinds Trees = ResourceKinds.Prefix | ResourceKinds.Container;

    private const ConstraintKinds Checksums =
        ConstraintKinds.ChecksumMd5 | ConstraintKinds.ChecksumSha256 | ConstraintKinds.ChecksumCrc32C | ConstraintKinds.ChecksumCrc64Nvme;

    public static SignerCapabilities Create(AmazonS3Options options)
    {
        string? requirement = options.RoleArn is null ? nameof(AmazonS3Options.RoleArn) : null;
        return new SignerCapabilities(
            Url(ConstraintKinds.None, LongestUrl, null),
            Url(SessionRule.ByPolicy, options.MaximumSessionDuration, requirement),
            Form(ConstraintKinds.None, LongestUrl, null),
            Form(SessionRule.ByPolicy, options.MaximumSessionDuration, requirement),
            Credentials(requirement));
    }

    private static FormCapability Url(ConstraintKinds bySession, TimeSpan longest, string? requirement) => new(
        KeyForm.SignedUrl,
        new PermissionRule(Objects, Permissions.Read | Permissions.ReadProperties, ConstraintKinds.Response | bySession),
        new PermissionRule(Objects, Permissions.Delete, bySession),
        new PermissionRule(
            ResourceKinds.Object,
            Permissions.Create | Permissions.Write,
            ConstraintKinds.ContentType | ConstraintKinds.ExactLength | Checksums | ConstraintKinds.Metadata | bySession),
        new PermissionRule(Trees, Permissions.List, bySession))
    {
        MaximumLifetime = longest,
        Extras = [typeof(S3UploadStorageClass), typeof(S3UploadKmsKey)],
        Requirement = requirement,
    };

    private static FormCapability Form(ConstraintKinds bySession, TimeSpan longest, string? requirement) => new(
        KeyForm.SignedForm,
        new PermissionRule(
            ResourceKinds.Object | Trees,
            Permissions.Write,
            ConstraintKinds.ContentTypeFamily | ConstraintKinds.LengthRange | ConstraintKinds.Metadata
                | (Checksums & ~ConstraintKinds.ChecksumMd5) | bySession))
    {
        MaximumLifetime = longest,
        Extras = [typeof(S3UploadStorageClass), typeof(S3UploadKmsKey), typeof(S3FormSuccess)],
        Requirement = requirement,
    };

    /// <summary>Whoever may get an object may get its properties, and the other way round: S3 has one action for both.</summary>
    private static FormCapability Credentials(string? requirement) => new(
        KeyForm.TemporaryCredentials,
        new PermissionRule(Objects | Trees, Permissions.Read | Permissions.Delete, SessionRule.ByPolicy),
        new PermissionRule(Objects | Trees, Permissions.ReadProperties, SessionRule.ByPolicy) { OnlyWith = Permissions.Read },
        new PermissionRule(ResourceKinds.Object | Trees, Permissions.Write, SessionRule.ByPolicy),
        new PermissionRule(Trees, Permissions.List, SessionRule.ByPolicy),
        new PermissionRule(ResourceKinds.Queue, Permissions.Send | Permissions.Receive | Permissions.Update, SessionRule.ByPolicy))
    {
        CombinesPermissions = true,
        MaximumLifetime = TimeSpan.FromHours(12),
        Requirement = requirement,
    };
}
