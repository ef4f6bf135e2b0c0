namespace ValetKey.Aws;

/// <summary>The storage class that an upload must ask for (<c>x-amz-storage-class</c>).</summary>
/// <param name="Name">The class as S3 names it, such as <c>STANDARD_IA</c> or <c>GLACIER_IR</c>.</param>
public sealed record S3UploadStorageClass(string Name) : KeyExtra
{
    /// <inheritdoc/>
    protected override Permissions UsedBy => Permissions.Create | Permissions.Write;

    /// <inheritdoc/>
    protected override IEnumerable<(string Property, string? Text)> Texts => [(nameof(Name), Name)];
}
