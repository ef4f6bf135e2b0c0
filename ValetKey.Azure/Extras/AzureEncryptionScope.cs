namespace ValetKey.Azure;

/// <summary>The encryption scope that requests under the key use (<c>ses</c>). From service version 2020-12-06 on.</summary>
public sealed record AzureEncryptionScope : KeyExtra
{
    /// <summary>Names a scope.</summary>
    /// <param name="name">The scope's name, as it was made in the storage account.</param>
    public AzureEncryptionScope(string name) => Name = name;

    /// <summary>The scope's name, as it was made in the storage account.</summary>
    public string Name { get; init; }
}
