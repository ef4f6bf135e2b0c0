using ValetKey.Aws.Sessions;
using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>
/// What S3 enforces, by form. Forms that sessions of a role are needed for say so, so that a refusal can name the setting. Session policies allow
/// only the options' own keys of the key management service, so without any an upload by a session cannot ask for one. A compatible store may take
/// headers that are not signed, so no URL holds it to the metadata; and in a form one header that lists two types begins as a family may ask.
/// </summary>
internal static class S3Capabilities
{
    private const ResourceKinds Objects = ResourceKinds.Object | ResourceKinds.ObjectVersion;
    private const ResourceKinds Trees = ResourceKinds.Prefix | ResourceKinds.Container;

    private const ConstraintKinds Checksums =
        ConstraintKinds.ChecksumMd5 | ConstraintKinds.ChecksumSha256 | ConstraintKinds.ChecksumCrc32C | ConstraintKinds.ChecksumCrc64Nvme;

    public static SignerCapabilities Create(AmazonS3Options options)
    {
        string? requirement = options.RoleArn is null ? nameof(AmazonS3Options.RoleArn) : null;
        bool encrypts = options.SessionKmsKeys.Count > 0;
        ConstraintKinds inUrl = options.IsCompatible ? ConstraintKinds.None : ConstraintKinds.Metadata;
        ConstraintKinds inForm = options.IsCompatible ? ConstraintKinds.ContentType : ConstraintKinds.ContentTypeFamily;
        return new SignerCapabilities(
            Url(inUrl, ConstraintKinds.None, V4Url.LongestLifetime, null, encrypts || !options.RestrictUploads),
            Url(inUrl, SessionRule.ByPolicy, options.MaximumSessionDuration, requirement, encrypts),
            Form(inForm, ConstraintKinds.None, V4Url.LongestLifetime, null, encrypts || !options.RestrictUploads),
            Form(inForm, SessionRule.ByPolicy, options.MaximumSessionDuration, requirement, encrypts),
            Credentials(requirement));
    }

    private static FormCapability Url(ConstraintKinds ofStore, ConstraintKinds byPolicy, TimeSpan longest, string? requirement, bool encrypts) => new(
        KeyForm.SignedUrl,
        new PermissionRule(Objects, Permissions.Read | Permissions.ReadProperties, ConstraintKinds.Response | byPolicy),
        new PermissionRule(Objects, Permissions.Delete, byPolicy),
        new PermissionRule(
            ResourceKinds.Object,
            Permissions.Create | Permissions.Write,
            ConstraintKinds.ContentType | ConstraintKinds.ExactLength | Checksums | ofStore | byPolicy),
        new PermissionRule(ResourceKinds.Part, Permissions.Write, ConstraintKinds.ExactLength | Checksums | byPolicy),
        new PermissionRule(Trees, Permissions.List, byPolicy))
    {
        MaximumLifetime = longest,
        Extras = encrypts ? [typeof(S3UploadStorageClass), typeof(S3UploadKmsKey)] : [typeof(S3UploadStorageClass)],
        Requirement = requirement,
    };

    private static FormCapability Form(ConstraintKinds ofStore, ConstraintKinds byPolicy, TimeSpan longest,
        string? requirement, bool encrypts) => new(
        KeyForm.SignedForm,
        new PermissionRule(
            ResourceKinds.Object | Trees,
            Permissions.Write,
            ofStore | ConstraintKinds.LengthRange | ConstraintKinds.Metadata | (Checksums & ~ConstraintKinds.ChecksumMd5) | byPolicy))
        {
            MaximumLifetime = longest,
            Extras = encrypts
            ? [typeof(S3UploadStorageClass), typeof(S3UploadKmsKey), typeof(FormSuccess)]
            : [typeof(S3UploadStorageClass), typeof(FormSuccess)],
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
