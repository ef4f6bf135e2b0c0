using System.Globalization;
using System.Numerics;
using System.Text;
using ValetKey.Providers;

namespace ValetKey.Tests.Docs;

/// <summary>Capabilities as the table in docs/providers.md.</summary>
internal static class CapabilityTable
{
    public static string Of(params IEnumerable<(string Provider, SignerCapabilities Capabilities)> providers)
    {
        StringBuilder table = new();
        table.AppendLine("| provider | form | on | gives | the service then enforces | several permissions | at most | needs |");
        table.AppendLine("|---|---|---|---|---|---|---|---|");
        foreach ((string provider, SignerCapabilities capabilities) in providers)
        {
            foreach (FormCapability form in capabilities.Forms)
            {
                foreach (PermissionRule rule in form.Rules)
                {
                    table.AppendLine(CultureInfo.InvariantCulture,
                        $"| {provider} | {form.Form} | {Flags(rule.Resources)} | {Gives(rule)} | {Flags(rule.Enforces)} "
                        + $"| {(form.CombinesPermissions ? "yes" : "no")} | {Longest(form)} | {form.Requirement ?? "–"} |");
                }
            }
        }

        return table.ToString().ReplaceLineEndings("\n");
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
