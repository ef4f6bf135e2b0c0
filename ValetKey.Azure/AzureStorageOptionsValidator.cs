using Microsoft.Extensions.Options;
using ValetKey.Azure.Accounts;
using ValetKey.Azure.Signing;

namespace ValetKey.Azure;

/// <summary>All faults of the settings at once, each with its field and what is allowed; secrets are not shown.</summary>
internal sealed class AzureStorageOptionsValidator : IValidateOptions<AzureStorageOptions>
{
    public ValidateOptionsResult Validate(string? name, AzureStorageOptions options)
    {
        AccountReader.Read(options, out IReadOnlyList<string> faults);
        List<string> all = [.. faults, .. Faults(options)];
        return all.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(all);
    }

    private static IEnumerable<string> Faults(AzureStorageOptions options)
    {
        if (options.HierarchicalNamespace && AccountReader.IsForEmulator(options))
        {
            yield return $"{nameof(options.HierarchicalNamespace)} is true, and the emulator has none.";
        }

        foreach ((string container, string behind) in options.ContainerNames)
        {
            if (AzureNames.FaultOfContainer(behind ?? "") is { } fault)
            {
                yield return $"{nameof(options.ContainerNames)} maps '{container}' to '{behind}', which {fault}.";
            }
        }
    }
}
