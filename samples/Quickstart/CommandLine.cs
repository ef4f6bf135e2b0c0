using System.Diagnostics.CodeAnalysis;
using ValetKey.Samples.Quickstart.Providers;

namespace ValetKey.Samples.Quickstart;

/// <summary><c>[--provider name]</c>, and nothing else.</summary>
internal static class CommandLine
{
    private static string Usage => $"Usage: dotnet run --project samples/Quickstart [-- --provider {string.Join('|', ProviderCatalog.Names)}]";

    public static bool TryParse(string[] args, [NotNullWhen(true)] out IQuickstartProvider? provider, [NotNullWhen(false)] out string? fault)
    {
        provider = args switch
        {
            [] => ProviderCatalog.Find(ProviderCatalog.Names[0]),
            ["--provider", var name] => ProviderCatalog.Find(name),
            _ => null,
        };
        fault = (args, provider) switch
        {
            (_, not null) => null,
            (["--provider", var name], _) => $"There is no provider '{name}'. Known: {string.Join(", ", ProviderCatalog.Names)}.",
            _ => Usage,
        };
        return provider is not null;
    }
}
