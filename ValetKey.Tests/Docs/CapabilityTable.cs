using System.Globalization;
using System.Numerics;
using System.Text;
using ValetKey.Providers;

namespace ValetKey.Tests.Docs;

/// <summary>Capabilities as a table in docs/providers.md: those that are there as things are set.</summary>
internal static class CapabilityTable
{
    public static string Of(SignerCapabilities capabilities)
    {
        StringBuilder table = new();
        table.AppendLine("| form | on | gives | the service then enforces | several permissions | at most |");
        table.AppendLine("|---|---|---|---|---|---|");
        foreach (FormCapability form in capabilities.Forms.Where(form => form.Requirement is null))
        {
            foreach (PermissionRule rule in form.Rules)
            {
                table.AppendLine(CultureInfo.InvariantCulture,
                    $"| {form.Form} | {Flags(rule.Resources)} | {Gives(rule)} | {Flags(rule.Enforces)} "
                    + $"| {(form.CombinesPermissions ? "yes" : "no")} | {Longest(form)} |");
            }
        }

        return table.ToString();
    }

    private static string Gives(PermissionRule rule) =>
        Flags(rule.Permissions) + (rule.OnlyWith == Permissions.None ? "" : $" (only with {Flags(rule.OnlyWith)})");

    private static string Longest(FormCapability form) => form.MaximumLifetime == TimeSpan.MaxValue
        ? "–"
        : form.MaximumLifetime.TotalDays >= 1 ? $"{form.MaximumLifetime.TotalDays} d" : $"{form.MaximumLifetime.TotalHours} h";

    private static string Flags<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        string[] names =
            [.. Enum.GetValues<TEnum>().Where(flag =>
                BitOperations.IsPow2(Convert.ToInt32(flag, CultureInfo.InvariantCulture)) && value.HasFlag(flag)).Select(flag => flag.ToString())];
        return names.Length == 0 ? "–" : string.Join(", ", names);
    }
}
