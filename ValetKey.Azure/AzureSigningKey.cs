namespace ValetKey.Azure;

/// <summary>Which of an account's two keys signs.</summary>
public enum AzureSigningKey
{
    /// <summary><see cref="AzureStorageOptions.AccountKey"/>.</summary>
    Primary,

    /// <summary><see cref="AzureStorageOptions.SecondaryAccountKey"/>.</summary>
    Secondary,
}
