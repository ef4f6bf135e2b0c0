using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Aws;
using ValetKey.Azure;
using ValetKey.Gcp;
using ValetKey.Local;
using ValetKey.Providers;

namespace ValetKey.Tests.Configuration;

/// <summary>Every store that can be added from configuration.</summary>
internal static class Stores
{
    public static readonly Store<AmazonS3Options> S3 = new(
        "AmazonS3", AmazonS3Settings.Table, (builder, section) => builder.AddAmazonS3("x", section),
        [nameof(AmazonS3Options.Client), nameof(AmazonS3Options.Credentials)]);

    public static readonly Store<CloudFrontOptions> CloudFront = new(
        "CloudFront", CloudFrontSettings.Table, (builder, section) => builder.AddCloudFront("x", section), []);

    public static readonly Store<AzureStorageOptions> Azure = new(
        "AzureStorage", AzureStorageSettings.Table, (builder, section) => builder.AddAzureStorage("x", section),
        [
            nameof(AzureStorageOptions.Credential), nameof(AzureStorageOptions.Transport), nameof(AzureStorageOptions.BlobServiceClient),
            nameof(AzureStorageOptions.QueueServiceClient),
        ]);

    public static readonly Store<GoogleCloudStorageOptions> Gcs = new(
        "GoogleCloudStorage", GoogleCloudStorageSettings.Table, (builder, section) => builder.AddGoogleCloudStorage("x", section),
        [
            nameof(GoogleCloudStorageOptions.Credential), nameof(GoogleCloudStorageOptions.BlobSigner),
            nameof(GoogleCloudStorageOptions.StorageClient), nameof(GoogleCloudStorageOptions.UrlSigner),
        ]);

    public static readonly Store<CloudCdnOptions> CloudCdn =
        new("CloudCdn", CloudCdnSettings.Table, (builder, section) => builder.AddCloudCdn("x", section), []);

    public static readonly Store<LocalStorageOptions> Local = new(
        "LocalStorage", LocalStorageSettings.Table, (builder, section) => builder.AddLocalStorage("x", section), []);

    public static IStore[] All => [S3, CloudFront, Azure, Gcs, CloudCdn, Local];
}

internal interface IStore
{
    Type OptionsType { get; }

    IEnumerable<string> Settings { get; }

    /// <summary>Properties that code alone can set.</summary>
    IEnumerable<string> OfCode { get; }

    object Bind(params (string Key, string? Value)[] settings);
}

internal sealed record Store<TOptions>(
    string Name, SettingsTable<TOptions> Table, Func<IValetKeyBuilder, IConfiguration, IValetKeyBuilder> Add, IEnumerable<string> OfCode) : IStore
    where TOptions : class
{
    public Type OptionsType => typeof(TOptions);

    public IEnumerable<string> Settings => Table.Names;

    object IStore.Bind(params (string Key, string? Value)[] settings) => Bind(settings);

    public TOptions Bind(params (string Key, string? Value)[] settings)
    {
        ConfigurationRoot root = new([new MemoryConfigurationProvider(
            new MemoryConfigurationSource { InitialData = settings.Select(s => KeyValuePair.Create($"S:{s.Key}", s.Value)) })]);
        ServiceCollection services = [];
        Add(services.AddValetKey(), root.GetSection("S"));
        using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
        return provider.GetRequiredService<IOptionsMonitor<TOptions>>().Get("x");
    }

    public override string ToString() => Name;
}
