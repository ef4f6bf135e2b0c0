namespace ValetKey.Aws;

/// <summary>The storage class that an upload must ask for (<c>x-amz-storage-class</c>).</summary>
public sealed record S3UploadStorageClass : KeyExtra
{
    /// <summary>Asks for a storage class.</summary>
    /// <param name="name">The class as S3 names it, such as <c>STANDARD_IA</c> or <c>GLACIER_IR</c>.</param>
    public S3UploadStorageClass(string name) => Name = name;

    /// <summary>The class as S3 names it, such as <c>STANDARD_IA</c> or <c>GLACIER_IR</c>.</summary>
    public string Name { get; init; }

    /// <inheritdoc/>
    protected override Permissions UsedBy => Permissions.Create | Permissions.Write;

    /// <inheritdoc/>
    protected override IEnumerable<(string Property, string? Text)> Texts => [(nameof(Name), Name)];

    /// <inheritdoc/>
    protected override string? FindFault(KeyRequest request) => UploadExtras.FaultOf(request);
}
