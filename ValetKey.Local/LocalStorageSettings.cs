using ValetKey.Providers;

namespace ValetKey.Local;

/// <summary>The settings that a section for local storage knows.</summary>
internal static class LocalStorageSettings
{
    public static SettingsTable<LocalStorageOptions> Table { get; } = new SettingsTable<LocalStorageOptions>()
        .Text(nameof(LocalStorageOptions.RootPath), (options, value) => options.RootPath = value)
        .Url(nameof(LocalStorageOptions.PublicUrl), (options, value) => options.PublicUrl = value)
        .Texts(nameof(LocalStorageOptions.AllowedOrigins), options => options.AllowedOrigins)
        .Section(nameof(LocalStorageOptions.Downloads), new SettingsTable<LocalStorageOptions>()
            .Text(nameof(LocalDownloadOptions.ContentSecurityPolicy), (options, value) => options.Downloads.ContentSecurityPolicy = value)
            .Choice<DownloadDisposition>(nameof(LocalDownloadOptions.Disposition), (options, value) => options.Downloads.Disposition = value)
            .Choice<DownloadEmbedding>(nameof(LocalDownloadOptions.Embedding), (options, value) => options.Downloads.Embedding = value)
            .Url(nameof(LocalDownloadOptions.OwnDomain), (options, value) => options.Downloads.OwnDomain = value))
        .Section(nameof(LocalStorageOptions.Queues), new SettingsTable<LocalStorageOptions>()
            .Number(nameof(LocalQueueOptions.MaximumMessageBytes), (options, value) => options.Queues.MaximumMessageBytes = value)
            .Duration(nameof(LocalQueueOptions.VisibilityTimeout), (options, value) => options.Queues.VisibilityTimeout = value)
            .Duration(nameof(LocalQueueOptions.TimeToLive), (options, value) => options.Queues.TimeToLive = value)
            .Number(nameof(LocalQueueOptions.MaximumReceives), (options, value) => options.Queues.MaximumReceives = value));
}
