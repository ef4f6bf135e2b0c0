using ValetKey.Providers;

namespace ValetKey.Local;

/// <summary>The settings that a section for local storage knows.</summary>
internal static class LocalStorageSettings
{
    public static SettingsTable<LocalStorageOptions> Table { get; } = new SettingsTable<LocalStorageOptions>()
        .Text(nameof(LocalStorageOptions.RootPath), (options, value) => options.RootPath = value)
        .Url(nameof(LocalStorageOptions.PublicUrl), (options, value) => options.PublicUrl = value)
        .Texts(nameof(LocalStorageOptions.AllowedOrigins), options => options.AllowedOrigins);
}
