using ValetKey.Providers;

namespace ValetKey.Configuration;

/// <summary>The settings that <c>AddValetKey(configuration)</c> knows.</summary>
internal static class ValetKeySettings
{
    public static SettingsTable<ValetKeyOptions> Table { get; } = new SettingsTable<ValetKeyOptions>()
        .Duration(nameof(ValetKeyOptions.DefaultLifetime), (options, value) => options.DefaultLifetime = value)
        .Duration(nameof(ValetKeyOptions.MaximumLifetime), (options, value) => options.MaximumLifetime = value)
        .Choice<Permissions>(nameof(ValetKeyOptions.AllowedPermissions), (options, value) => options.AllowedPermissions = value)
        .Items(
            nameof(ValetKeyOptions.AllowedScopes), "a list of scopes, such as AllowedScopes:0 = container:media", SettingReaders.Scope,
            (ValetKeyOptions options, string _, KeyScope value) => options.AllowedScopes.Add(value))
        .Flag(nameof(ValetKeyOptions.RequireHttps), (options, value) => options.RequireHttps = value)
        .Section(nameof(ValetKeyOptions.ClockSkew), new SettingsTable<ValetKeyOptions>()
            .Duration(nameof(ClockSkewPolicy.StartBackdate), (options, value) => options.ClockSkew = options.ClockSkew with { StartBackdate = value })
            .Duration(nameof(ClockSkewPolicy.ExpiryMargin), (options, value) => options.ClockSkew = options.ClockSkew with { ExpiryMargin = value }))
        .Section(nameof(ValetKeyOptions.StorageClock), new SettingsTable<ValetKeyOptions>()
            .Flag(nameof(StorageClockOptions.Enabled), (options, value) => options.StorageClock.Enabled = value)
            .Duration(nameof(StorageClockOptions.MaximumCorrection), (options, value) => options.StorageClock.MaximumCorrection = value)
            .Duration(nameof(StorageClockOptions.Tolerance), (options, value) => options.StorageClock.Tolerance = value)
            .Duration(nameof(StorageClockOptions.MeasureEvery), (options, value) => options.StorageClock.MeasureEvery = value))
        .Choice<AuditFailureBehavior>(nameof(ValetKeyOptions.AuditFailure), (options, value) => options.AuditFailure = value);
}
