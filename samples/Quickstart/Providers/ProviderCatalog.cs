namespace ValetKey.Samples.Quickstart.Providers;

/// <summary>The providers that <c>--provider</c> knows. The first is the default.</summary>
internal static class ProviderCatalog
{
    private static readonly (string Name, Func<IQuickstartProvider> Create)[] Known =
    [
        ("local", () => new LocalProvider()),
        ("s3", () => new S3Provider()),
        ("azure", AzureProvider.FromEnvironment),
        ("gcs", () => new GcsProvider()),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Known.Select(known => known.Name)];

    public static IQuickstartProvider? Find(string name) =>
        Known.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase)).Create?.Invoke();
}
