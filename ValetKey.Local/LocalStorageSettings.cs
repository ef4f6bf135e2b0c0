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
            .Number(nameof(LocalQueueOptions.MaximumReceives), (options, value) => options.Queues.MaximumReceives = value))
        .Section(nameof(LocalStorageOptions.Limits), new SettingsTable<LocalStorageOptions>()
            .Size(nameof(LocalLimitOptions.MaximumObjectSize), (options, value) => options.Limits.MaximumObjectSize = value)
            .Size(nameof(LocalLimitOptions.MinimumFreeSpace), (options, value) => options.Limits.MinimumFreeSpace = value)
            .Number(nameof(LocalLimitOptions.Concurrency), (options, value) => options.Limits.Concurrency = value)
            .Number(nameof(LocalLimitOptions.ConcurrencyPerKey), (options, value) => options.Limits.ConcurrencyPerKey = value)
            .Number(nameof(LocalLimitOptions.ConcurrencyPerClient), (options, value) => options.Limits.ConcurrencyPerClient = value)
            .Number(nameof(LocalLimitOptions.Rate), (options, value) => options.Limits.Rate = value)
            .Number(nameof(LocalLimitOptions.RatePerKey), (options, value) => options.Limits.RatePerKey = value)
            .Number(nameof(LocalLimitOptions.RatePerClient), (options, value) => options.Limits.RatePerClient = value)
            .DurationMap(nameof(LocalLimitOptions.MaximumAge), options => options.Limits.MaximumAge)
            .SizeMap(nameof(LocalLimitOptions.Quotas), options => options.Limits.Quotas));
}
