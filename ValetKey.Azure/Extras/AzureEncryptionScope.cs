using ValetKey.Azure.Signing;

namespace ValetKey.Azure;

/// <summary>The encryption scope that requests under the key use (<c>ses</c>). From service version 2020-12-06 on.</summary>
public sealed record AzureEncryptionScope : KeyExtra
{
    /// <summary>Names a scope.</summary>
    /// <param name="name">The scope's name, as it was made in the storage account: up to 63 characters.</param>
    public AzureEncryptionScope(string name) => Name = name;

    /// <summary>The scope's name, as it was made in the storage account: up to 63 characters.</summary>
    public string Name { get; init; }

    /// <inheritdoc/>
    protected override Permissions UsedBy => SasPermissions.OnBlobs;

    /// <inheritdoc/>
    protected override IEnumerable<(string Property, string? Text)> Texts => [(nameof(Name), Name)];

    /// <inheritdoc/>
    protected override string? FindFault(KeyRequest request) => Name.Length <= 63 ? null : "has a name of more than 63 characters";
}
