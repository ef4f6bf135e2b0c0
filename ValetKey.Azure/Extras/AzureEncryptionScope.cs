namespace ValetKey.Azure;

/// <summary>The encryption scope that requests under the key use (<c>ses</c>). From service version 2020-12-06 on.</summary>
/// <param name="Name">The scope's name, as it was made in the storage account.</param>
public sealed record AzureEncryptionScope(string Name) : KeyExtra;
