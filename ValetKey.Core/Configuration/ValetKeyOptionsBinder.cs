using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ValetKey.Configuration;

/// <summary>
/// Reads options from configuration without reflection. By hand rather than by the framework's binder, because that one skips keys it does not
/// know and values of types it cannot make: a misspelt limit would be no limit. Faults are left with the options, for validation to tell all at once.
/// </summary>
internal static class ValetKeyOptionsBinder
{
    private static readonly string[] Known =
    [
        nameof(ValetKeyOptions.DefaultLifetime), nameof(ValetKeyOptions.MaximumLifetime), nameof(ValetKeyOptions.AllowedPermissions),
        nameof(ValetKeyOptions.AllowedScopes), nameof(ValetKeyOptions.RequireHttps), nameof(ValetKeyOptions.ClockSkew),
        nameof(ValetKeyOptions.StorageClock), nameof(ValetKeyOptions.AuditFailure),
    ];

    public static void Bind(IConfiguration configuration, ValetKeyOptions options)
    {
        foreach (IConfigurationSection section in configuration.GetChildren())
        {
            Read(section, options, options.ConfigurationFaults);
        }
    }

    private static void Read(IConfigurationSection section, ValetKeyOptions options, List<string> faults)
    {
        switch (section.Key.ToUpperInvariant())
        {
            case "DEFAULTLIFETIME":
                ReadSpan(section, faults, value => options.DefaultLifetime = value);
                break;
            case "MAXIMUMLIFETIME":
                ReadSpan(section, faults, value => options.MaximumLifetime = value);
                break;
            case "ALLOWEDPERMISSIONS":
                ReadEnum<Permissions>(section, faults, value => options.AllowedPermissions = value);
                break;
            case "ALLOWEDSCOPES":
                ReadScopes(section, options.AllowedScopes, faults);
                break;
            case "REQUIREHTTPS":
                ReadBoolean(section, faults, value => options.RequireHttps = value);
                break;
            case "AUDITFAILURE":
                ReadEnum<AuditFailureBehavior>(section, faults, value => options.AuditFailure = value);
                break;
            case "CLOCKSKEW":
                ReadMembers(section, faults, new()
                {
                    [nameof(ClockSkewPolicy.StartBackdate)] = member =>
                        ReadSpan(member, faults, value => options.ClockSkew = options.ClockSkew with { StartBackdate = value }),
                    [nameof(ClockSkewPolicy.ExpiryMargin)] = member =>
                        ReadSpan(member, faults, value => options.ClockSkew = options.ClockSkew with { ExpiryMargin = value }),
                });
                break;
            case "STORAGECLOCK":
                ReadMembers(section, faults, new()
                {
                    [nameof(StorageClockOptions.Enabled)] = member => ReadBoolean(member, faults, value => options.StorageClock.Enabled = value),
                    [nameof(StorageClockOptions.MaximumCorrection)] = member =>
                        ReadSpan(member, faults, value => options.StorageClock.MaximumCorrection = value),
                    [nameof(StorageClockOptions.Tolerance)] = member => ReadSpan(member, faults, value => options.StorageClock.Tolerance = value),
                    [nameof(StorageClockOptions.MeasureEvery)] = member => ReadSpan(member, faults, value => options.StorageClock.MeasureEvery = value),
                });
                break;
            default:
                faults.Add($"{section.Path} is not a setting of ValetKey; known are {string.Join(", ", Known)}.");
                break;
        }
    }

    private static void ReadMembers(IConfigurationSection section, List<string> faults, Dictionary<string, Action<IConfigurationSection>> members)
    {
        RefuseValue(section, faults, $"a section with {string.Join(", ", members.Keys)}");
        Dictionary<string, Action<IConfigurationSection>> known = new(members, StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection member in section.GetChildren())
        {
            if (known.TryGetValue(member.Key, out Action<IConfigurationSection>? read))
            {
                read(member);
            }
            else
            {
                faults.Add($"{member.Path} is not a setting of ValetKey; known are {string.Join(", ", members.Keys)}.");
            }
        }
    }

    private static void ReadScopes(IConfigurationSection section, IList<KeyScope> scopes, List<string> faults)
    {
        RefuseValue(section, faults, "a list of scopes, such as AllowedScopes:0 = container:media");
        foreach (IConfigurationSection item in section.GetChildren())
        {
            try
            {
                scopes.Add(KeyScope.Parse(item.Value ?? "", CultureInfo.InvariantCulture));
            }
            catch (FormatException fault)
            {
                faults.Add($"{item.Path}: {fault.Message}");
            }
        }
    }

    /// <summary>A plain value where members are expected would be dropped; for scopes that would mean no limit at all.</summary>
    private static void RefuseValue(IConfigurationSection section, List<string> faults, string expected)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            faults.Add($"{section.Path} is '{section.Value}'; it must be {expected}.");
        }
    }

    /// <summary>A bare number is refused: it would be taken for days.</summary>
    private static bool TryParseSpan(string? text, out TimeSpan value)
    {
        value = default;
        return text?.Contains(':', StringComparison.Ordinal) == true && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value);
    }

    private static void ReadSpan(IConfigurationSection section, List<string> faults, Action<TimeSpan> set) =>
        Read(section, faults, TryParseSpan(section.Value, out TimeSpan value), value, set, "a time span such as 00:15:00");

    private static void ReadBoolean(IConfigurationSection section, List<string> faults, Action<bool> set) =>
        Read(section, faults, bool.TryParse(section.Value, out bool value), value, set, "true or false");

    private static void ReadEnum<TEnum>(IConfigurationSection section, List<string> faults, Action<TEnum> set)
        where TEnum : struct, Enum =>
        Read(section, faults, TryParseEnum(section.Value, out TEnum value), value, set, $"of {string.Join(", ", Enum.GetNames<TEnum>())}");

    /// <summary>Names only: what a number means is nowhere to be read.</summary>
    private static bool TryParseEnum<TEnum>(string? text, out TEnum value)
        where TEnum : struct, Enum
    {
        value = default;
        return text?.AsSpan().ContainsAnyInRange('0', '9') == false && Enum.TryParse(text, ignoreCase: true, out value);
    }

    private static void Read<T>(IConfigurationSection section, List<string> faults, bool isValid, T value, Action<T> set, string expected)
    {
        if (isValid)
        {
            set(value);
        }
        else
        {
            faults.Add($"{section.Path} is '{section.Value}'; it must be {expected}.");
        }
    }
}
