namespace ValetKey.AspNetCore.Flow;

/// <summary>
/// Issues the keys of an upload. Each binds as much of what was accepted as the store can enforce; the rest is verified when the upload is there.
/// </summary>
internal sealed class KeyMaker(UploadSite site)
{
    /// <summary>The key for an upload in one piece: it creates, and where the store can it never overwrites.</summary>
    public ValueTask<SignedUrl> IssueWholeAsync(UploadRecord upload, CancellationToken cancellationToken) => IssueAsync(
        upload,
        KeyScope.ForObject(upload.Plan.StagingContainer, upload.Plan.StagingName),
        site.Abilities.EnforcedOn(ResourceKinds.Object, Permissions.Create) is not null ? Permissions.Create : Permissions.Write,
        upload.Length,
        upload.Checksum,
        upload.ContentType,
        cancellationToken);

    /// <summary>The key for a part, which may be put again.</summary>
    public ValueTask<SignedUrl> IssuePartAsync(UploadRecord upload, int number, Checksum? checksum,
        CancellationToken cancellationToken) => IssueAsync(
        upload,
        site.Operations.ScopeOfPart(upload.PartUpload!, number),
        Permissions.Write,
        upload.Plan.LengthOf(number, upload.Length),
        checksum is not null && site.Operations.PartLimits?.Checksums.HasFlag(checksum.Kind) == true ? checksum : null,
        contentType: null,
        cancellationToken);

    private ValueTask<SignedUrl> IssueAsync(
        UploadRecord upload, KeyScope scope, Permissions permission, long length, Checksum? checksum, string? contentType,
        CancellationToken cancellationToken)
    {
        ConstraintKinds enforced = site.Abilities.EnforcedOn(scope.Kind, permission) ?? ConstraintKinds.None;
        KeyRequest request = new(scope, permission)
        {
            Form = KeyForm.SignedUrl,
            Lifetime = site.Options.KeyLifetime,
            Subject = upload.Subject,
            Constraints = new KeyConstraints
            {
                ContentLength = CanBind(ConstraintKinds.ExactLength | ConstraintKinds.LengthRange) ? LengthRange.Exactly(length) : null,
                Checksum = checksum is not null && CanBind(checksum.Kind) ? checksum : null,
                ContentType = contentType is not null && CanBind(ConstraintKinds.ContentType | ConstraintKinds.ContentTypeFamily)
                    ? contentType
                    : null,
                ClientNetwork = upload.Plan.ClientNetwork,
            },
        };
        return StagingPolicy.IssueAsync(site.Issuer, request, cancellationToken);

        bool CanBind(ConstraintKinds kinds) => (enforced & kinds) != 0;
    }
}
