using ValetKey.Providers;

namespace ValetKey.Azure;

/// <summary>The settings that a section for Azure Storage knows.</summary>
internal static class AzureStorageSettings
{
    public static SettingsTable<AzureStorageOptions> Table { get; } = new SettingsTable<AzureStorageOptions>()
        .Text(nameof(AzureStorageOptions.AccountName), (options, value) => options.AccountName = value)
        .Url(nameof(AzureStorageOptions.BlobServiceUri), (options, value) => options.BlobServiceUri = value)
        .Url(nameof(AzureStorageOptions.QueueServiceUri), (options, value) => options.QueueServiceUri = value)
        .Text(nameof(AzureStorageOptions.EndpointSuffix), (options, value) => options.EndpointSuffix = value)
        .Text(nameof(AzureStorageOptions.ConnectionString), (options, value) => options.ConnectionString = value)
        .Text(nameof(AzureStorageOptions.AccountKey), (options, value) => options.AccountKey = value)
        .Text(nameof(AzureStorageOptions.SecondaryAccountKey), (options, value) => options.SecondaryAccountKey = value)
        .Choice<AzureSigningKey>(nameof(AzureStorageOptions.SigningKey), (options, value) => options.SigningKey = value)
        .Flag(nameof(AzureStorageOptions.UseEmulator), (options, value) => options.UseEmulator = value)
        .Url(nameof(AzureStorageOptions.PublicBlobUri), (options, value) => options.PublicBlobUri = value)
        .Url(nameof(AzureStorageOptions.PublicQueueUri), (options, value) => options.PublicQueueUri = value)
        .Text(nameof(AzureStorageOptions.ServiceVersion), (options, value) => options.ServiceVersion = value)
        .Flag(nameof(AzureStorageOptions.HierarchicalNamespace), (options, value) => options.HierarchicalNamespace = value)
        .TextMap(nameof(AzureStorageOptions.ContainerNames), options => options.ContainerNames)
        .Duration(nameof(AzureStorageOptions.DelegationKeyLifetime), (options, value) => options.DelegationKeyLifetime = value);
}
