using ValetKey.Providers;

namespace ValetKey.Gcp;

/// <summary>The settings that a section for Cloud CDN knows.</summary>
internal static class CloudCdnSettings
{
    public static SettingsTable<CloudCdnOptions> Table { get; } = new SettingsTable<CloudCdnOptions>()
        .Url(nameof(CloudCdnOptions.BaseUrl), (options, value) => options.BaseUrl = value)
        .Text(nameof(CloudCdnOptions.KeyName), (options, value) => options.KeyName = value)
        .Text(nameof(CloudCdnOptions.Key), (options, value) => options.Key = value)
        .File(nameof(CloudCdnOptions.KeyPath), options => options.KeyPath, (options, value) => options.KeyPath = value)
        .TextMap(nameof(CloudCdnOptions.ContainerPaths), options => options.ContainerPaths);
}
