using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ValetKey.Configuration;
using ValetKey.Providers;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Options that are checked at start and follow the sections they are read from.</summary>
internal static class OptionsRegistration
{
    /// <summary>Adds options of a name, once.</summary>
    public static void AddOptionsOf<
        [DynamicallyAccessedMembers(PublicParameterlessConstructor)] TOptions>(this IServiceCollection services, string name)
        where TOptions : class, new()
    {
        services.AddOptions<TOptions>(name).ValidateOnStart();
        services.AddSingleton<IOptionsChangeTokenSource<TOptions>>(
            provider => new SectionChanges<TOptions>(name, provider.GetServices<SectionBinding<TOptions>>()));
    }

    /// <summary>Has options read from a section.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The options' name; null means all.</param>
    /// <param name="section">The section.</param>
    /// <param name="settings">How it is read.</param>
    public static void AddSection<[DynamicallyAccessedMembers(PublicParameterlessConstructor)] TOptions>(
        this IServiceCollection services, string? name, IConfiguration section, SettingsTable<TOptions> settings)
        where TOptions : class, new()
    {
        SectionBinding<TOptions> binding = new(name, section, settings);
        services.AddSingleton(binding);
        services.AddSingleton<IConfigureOptions<TOptions>>(binding);
        services.AddSingleton<IValidateOptions<TOptions>>(binding);
    }
}
