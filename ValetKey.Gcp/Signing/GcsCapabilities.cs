using ValetKey.Gcp.Downscoping;
using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>What Cloud Storage enforces, by form. A form that a setting would make possible says so, so that a refusal can name it.</summary>
internal static class GcsCapabilities
{
    private const ResourceKinds Objects = ResourceKinds.Object | ResourceKinds.ObjectVersion;
    private const ResourceKinds Trees = ResourceKinds.Prefix | ResourceKinds.Container;

    public static SignerCapabilities Create(GoogleCloudStorageOptions options)
    {
        List<FormCapability> forms = [Url(options.UseResponseOverrides ? ConstraintKinds.Response : ConstraintKinds.None)];
        if (!options.UseResponseOverrides)
        {
            forms.Add(Download(nameof(GoogleCloudStorageOptions.UseResponseOverrides)));
        }

        return new SignerCapabilities([.. forms, Resumable(), Form(), DownscopingCapabilities.Form(options.TokenServiceAccount is not null)]);
    }

    private static FormCapability Url(ConstraintKinds overrides) => new(
        KeyForm.SignedUrl,
        new PermissionRule(Objects, Permissions.Read, overrides),
        new PermissionRule(Objects, Permissions.ReadProperties | Permissions.Delete),
        new PermissionRule(
            ResourceKinds.Object,
            Permissions.Create | Permissions.Write,
            ConstraintKinds.ContentType | ConstraintKinds.LengthRange | ConstraintKinds.ChecksumMd5 | ConstraintKinds.ChecksumCrc32C
                | ConstraintKinds.Metadata),
        new PermissionRule(Trees, Permissions.List))
    {
        MaximumLifetime = V4Url.LongestLifetime,
        Extras = [typeof(GcsUploadKmsKey), typeof(GcsCustomerKey)],
    };

    private static FormCapability Download(string requirement) => new(
        KeyForm.SignedUrl,
        new PermissionRule(Objects, Permissions.Read, ConstraintKinds.Response))
    {
        MaximumLifetime = V4Url.LongestLifetime,
        Extras = [typeof(GcsCustomerKey)],
        Requirement = requirement,
    };

    /// <summary>A session is not known to hold the uploads to a length or a checksum, so those are not here.</summary>
    private static FormCapability Resumable() => new(
        KeyForm.SignedUrl,
        new PermissionRule(ResourceKinds.Object, Permissions.Create | Permissions.Write, ConstraintKinds.ContentType | ConstraintKinds.Metadata))
    {
        MaximumLifetime = V4Url.LongestLifetime,
        Extras = [typeof(GcsResumableUpload), typeof(GcsUploadKmsKey), typeof(GcsCustomerKey)],
    };

    private static FormCapability Form() => new(
        KeyForm.SignedForm,
        new PermissionRule(
            ResourceKinds.Object | Trees,
            Permissions.Write,
            ConstraintKinds.ContentTypeFamily | ConstraintKinds.LengthRange | ConstraintKinds.Metadata))
    {
        MaximumLifetime = V4Url.LongestLifetime,
        Extras = [typeof(FormSuccess)],
    };
}
