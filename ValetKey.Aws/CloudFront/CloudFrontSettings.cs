using ValetKey.Providers;

namespace ValetKey.Aws;

/// <summary>The settings that a section for CloudFront knows.</summary>
internal static class CloudFrontSettings
{
    public static SettingsTable<CloudFrontOptions> Table { get; } = new SettingsTable<CloudFrontOptions>()
        .Url(nameof(CloudFrontOptions.DistributionUrl), (options, value) => options.DistributionUrl = value)
        .Text(nameof(CloudFrontOptions.KeyPairId), (options, value) => options.KeyPairId = value)
        .Text(nameof(CloudFrontOptions.PrivateKeyPem), (options, value) => options.PrivateKeyPem = value)
        .File(nameof(CloudFrontOptions.PrivateKeyPath), options => options.PrivateKeyPath, (options, value) => options.PrivateKeyPath = value)
        .Choice<CloudFrontSignatureHash>(nameof(CloudFrontOptions.SignatureHash), (options, value) => options.SignatureHash = value)
        .TextMap(nameof(CloudFrontOptions.ContainerPaths), options => options.ContainerPaths);
}
