namespace ValetKey.AspNetCore.Flow;

/// <summary>
/// Issues the keys of an upload. Each binds as much of what was accepted as the store can enforce; the rest is verified when the upload is there.
/// </summary>
internal sealed class KeyMaker(UploadSite site)
{
    /// <summary>Gets a value indicating whether the store takes a browser's forms.</summary>
    public bool HasForms => site.Abilities.EnforcedOn(ResourceKinds.Object, Permissions.Write, KeyForm.SignedForm) is not null;

    /// <summary>Gets the checksums that keys of parts bind, whether the store has parts or makes them of objects.</summary>
    public ConstraintKinds ChecksumsOfParts => site.Operations.PartLimits is not { } limits ? ConstraintKinds.None : limits.Checksums
        & (site.Abilities.EnforcedOn(ResourceKinds.Part, Permissions.Write)
            ?? site.Abilities.EnforcedOn(ResourceKinds.Object, Permissions.Write) ?? ConstraintKinds.None);

    /// <summary>The key for an upload in one piece: it creates, and where the store can it never overwrites.</summary>
    public async Task<SignedUrl> IssueWholeAsync(UploadRecord upload, CancellationToken cancellationToken) =>
        (SignedUrl)await IssueWholeAsync(upload, KeyForm.SignedUrl, cancellationToken).ConfigureAwait(false);

    /// <summary>The form for an upload in one piece.</summary>
    public async Task<SignedForm> IssueFormAsync(UploadRecord upload, CancellationToken cancellationToken) =>
        (SignedForm)await IssueWholeAsync(upload, KeyForm.SignedForm, cancellationToken).ConfigureAwait(false);

    /// <summary>The key for a part, which may be put again.</summary>
    public async Task<SignedUrl> IssuePartAsync(
        UploadRecord upload, int number, Checksum? checksum, CancellationToken cancellationToken, bool bindsLength = true) =>
        (SignedUrl)await IssueAsync(
            upload,
            KeyForm.SignedUrl,
            site.Operations.ScopeOfPart(upload.PartUpload!, number),
            Permissions.Write,
            bindsLength ? upload.Plan.LengthOf(number, upload.Length) : null,
            checksum is not null && site.Operations.PartLimits?.Checksums.HasFlag(checksum.Kind) == true ? checksum : null,
            contentType: null,
            cancellationToken).ConfigureAwait(false);

    private ValueTask<IssuedKey> IssueWholeAsync(UploadRecord upload, KeyForm form, CancellationToken cancellationToken) => IssueAsync(
        upload,
        form,
        KeyScope.ForObject(upload.Plan.StagingContainer, upload.Plan.StagingName),
        site.Abilities.EnforcedOn(ResourceKinds.Object, Permissions.Create, form) is not null ? Permissions.Create : Permissions.Write,
        upload.Length,
        upload.Checksum,
        upload.ContentType,
        cancellationToken);

    private ValueTask<IssuedKey> IssueAsync(
        UploadRecord upload, KeyForm form, KeyScope scope, Permissions permission, long? length, Checksum? checksum, string? contentType,
        CancellationToken cancellationToken)
    {
        ConstraintKinds enforced = site.Abilities.EnforcedOn(scope.Kind, permission, form) ?? ConstraintKinds.None;
        KeyRequest request = new(scope, permission)
        {
            Form = form,
            Lifetime = site.Options.KeyLifetime,
            Subject = upload.Subject,
            Constraints = new KeyConstraints
            {
                ContentLength = length is { } exact && CanBind(ConstraintKinds.ExactLength | ConstraintKinds.LengthRange)
                    ? LengthRange.Exactly(exact)
                    : null,
                Checksum = checksum is not null && CanBind(checksum.Kind) ? checksum : null,
                ContentType = contentType is not null && CanBind(ConstraintKinds.ContentType | ConstraintKinds.ContentTypeFamily)
                    ? contentType
                    : null,
                ClientNetwork = upload.Plan.ClientNetwork,
            },
        };
        return StagingPolicy.IssueAsync<IssuedKey>(site.Issuer, request, cancellationToken);

        bool CanBind(ConstraintKinds kinds) => (enforced & kinds) != 0;
    }
}
