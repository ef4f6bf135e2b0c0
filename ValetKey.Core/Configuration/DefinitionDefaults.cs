using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using ValetKey.Providers;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace ValetKey.Configuration;

/// <summary>Fills in options of one name as their provider does.</summary>
internal sealed class DefinitionDefaults<[DynamicallyAccessedMembers(PublicParameterlessConstructor | PublicProperties)] TOptions>(
    string name, SignerDefinition<TOptions> definition, IServiceProvider services) : IPostConfigureOptions<TOptions>
    where TOptions : class, new()
{
    public void PostConfigure(string? optionsName, TOptions options)
    {
        if (optionsName == name)
        {
            definition.Defaults?.Invoke(options, services, name);
        }
    }
}
