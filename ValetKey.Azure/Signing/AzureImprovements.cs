namespace ValetKey.Azure.Signing;

/// <summary>Settings under which more could be expressed, so that a refusal can name them.</summary>
internal static class AzureImprovements
{
    private const string AtAzure = "an account at Azure in place of the emulator";

    /// <summary>The least settings first.</summary>
    public static IEnumerable<(AzureFeatures Features, string Requirement)> Of(AzureFeatures features)
    {
        AzureFeatures own = features.IsEmulator
            ? features with { IsEmulator = false, HttpsBlobs = true, HttpsQueues = true, Version = VersionAtAzure(features.Version) }
            : features;
        List<string> needed = features.IsEmulator ? [AtAzure] : [];
        if (features.IsEmulator)
        {
            yield return (own, AtAzure);
        }

        List<string> forDirectories = [], forDelegation = [];
        if (!own.HasDirectories)
        {
            forDirectories.Add(nameof(AzureStorageOptions.HierarchicalNamespace));
            if (!own.Version.HasDirectories)
            {
                forDirectories.Add($"a newer {nameof(AzureStorageOptions.ServiceVersion)}");
            }

            yield return (own with { HasDirectories = true }, Join([.. needed, .. forDirectories]));
        }

        if (own.SignsRequests)
        {
            yield break;
        }

        if (!own.IsDelegated)
        {
            forDelegation.Add($"{nameof(AzureStorageOptions.Credential)} (user delegation)");
        }

        if (!own.Version.HasSignedRequests)
        {
            forDelegation.Add($"{nameof(AzureStorageOptions.ServiceVersion)} {SasVersion.Newest}");
        }

        AzureFeatures delegated = own with { IsDelegated = true, Version = new SasVersion(SasVersion.Newest) };
        yield return (delegated, Join([.. needed, .. forDelegation]));
        if (!own.HasDirectories)
        {
            yield return (
                delegated with { HasDirectories = true },
                Join([.. needed, nameof(AzureStorageOptions.HierarchicalNamespace), .. forDelegation]));
        }
    }

    /// <summary>Where no version is set, the one for the emulator is older than the one for Azure.</summary>
    private static SasVersion VersionAtAzure(SasVersion version) =>
        version.Text == SasVersion.Emulator ? new SasVersion(SasVersion.Newest) : version;

    private static string Join(IReadOnlyList<string> parts) => string.Join(" and ", parts);
}
