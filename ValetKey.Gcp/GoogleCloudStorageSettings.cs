using ValetKey.Providers;

namespace ValetKey.Gcp;

/// <summary>The settings that a section for Cloud Storage knows.</summary>
internal static class GoogleCloudStorageSettings
{
    public static SettingsTable<GoogleCloudStorageOptions> Table { get; } = new SettingsTable<GoogleCloudStorageOptions>()
        .Text(nameof(GoogleCloudStorageOptions.CredentialJson), (options, value) => options.CredentialJson = value)
        .File(nameof(GoogleCloudStorageOptions.CredentialPath), options => options.CredentialPath, (options, value) => options.CredentialPath = value)
        .Section(nameof(GoogleCloudStorageOptions.HmacKey), new SettingsTable<GoogleCloudStorageOptions>()
            .Text(nameof(GcsHmacKey.AccessId), (options, value) => options.HmacKey = new(value, options.HmacKey?.Secret ?? ""))
            .Text("Secret", (options, value) => options.HmacKey = new(options.HmacKey?.AccessId ?? "", value)))
        .Text(nameof(GoogleCloudStorageOptions.ServiceAccount), (options, value) => options.ServiceAccount = value)
        .Text(nameof(GoogleCloudStorageOptions.TokenServiceAccount), (options, value) => options.TokenServiceAccount = value)
        .Number(nameof(GoogleCloudStorageOptions.MaximumConcurrentSignatures), (options, value) => options.MaximumConcurrentSignatures = value)
        .TextMap(nameof(GoogleCloudStorageOptions.ContainerNames), options => options.ContainerNames)
        .Choice<GcsUrlStyle>(nameof(GoogleCloudStorageOptions.UrlStyle), (options, value) => options.UrlStyle = value)
        .UrlMap(nameof(GoogleCloudStorageOptions.BucketBoundUrls), options => options.BucketBoundUrls)
        .Url(nameof(GoogleCloudStorageOptions.PublicUrl), (options, value) => options.PublicUrl = value)
        .Url(nameof(GoogleCloudStorageOptions.ServiceUrl), (options, value) => options.ServiceUrl = value)
        .Text(nameof(GoogleCloudStorageOptions.EmulatorHost), (options, value) => options.EmulatorHost = value)
        .Text(nameof(GoogleCloudStorageOptions.UniverseDomain), (options, value) => options.UniverseDomain = value)
        .Flag(nameof(GoogleCloudStorageOptions.UseResponseOverrides), (options, value) => options.UseResponseOverrides = value);
}
