using ValetKey.Azure.Accounts;
using ValetKey.Azure.Signing;
using ValetKey.Providers;

namespace ValetKey.Azure;

/// <summary>All faults of the settings at once, each with its field and what is allowed; secrets are not shown.</summary>
internal static class AzureStorageOptionsRules
{
    public static IEnumerable<string> FaultsOf(AzureStorageOptions options)
    {
        AccountReader.Read(options, out IReadOnlyList<string> faults);
        return
        [
            .. faults,
            .. options.HierarchicalNamespace && AccountReader.IsForEmulator(options)
                ? [$"{nameof(options.HierarchicalNamespace)} is true, and the emulator has none."]
                : Array.Empty<string>(),
            .. ContainerNames.Faults(nameof(options.ContainerNames), options.ContainerNames, AzureNames.FaultOfContainer),
        ];
    }
}
