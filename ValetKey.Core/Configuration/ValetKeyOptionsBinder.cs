using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ValetKey.Configuration;

/// <summary>
/// Reads options from configuration without reflection. By hand rather than by the framework's binder, because that one skips keys it does not
/// know and values of types it cannot make: a misspelt limit would be no limit. Faults are left with the options, for validation to tell all at once.
/// </summary>
internal static class ValetKeyOptionsBinder
{
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
                });
                break;
            default:
                faults.Add($"{section.Path} is not a setting of ValetKey.");
                break;
        }
    }

    private static void ReadMembers(IConfigurationSection section, List<string> faults, Dictionary<string, Action<IConfigurationSection>> members)
    {
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
        foreach (IConfigurationSection item in section.GetChildren())
        {
            try
            {
                scopes.Add(KeyScope.Parse(item.Value ?? ""));
            }
            catch (FormatException fault)
            {
                faults.Add($"{item.Path}: {fault.Message}");
            }
        }
    }

    private static void ReadSpan(IConfigurationSection section, List<string> faults, Action<TimeSpan> set) =>
        Read(section, faults, TimeSpan.TryParse(section.Value, CultureInfo.InvariantCulture, out TimeSpan value), value, set, "a time span such as 00:15:00");

    private static void ReadBoolean(IConfigurationSection section, List<string> faults, Action<bool> set) =>
        Read(section, faults, bool.TryParse(section.Value, out bool value), value, set, "true or false");

    private static void ReadEnum<TEnum>(IConfigurationSection section, List<string> faults, Action<TEnum> set)
        where TEnum : struct, Enum =>
        Read(section, faults, Enum.TryParse(section.Value, ignoreCase: true, out TEnum value), value, set,
            $"one of {string.Join(", ", Enum.GetNames<TEnum>())}");

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
