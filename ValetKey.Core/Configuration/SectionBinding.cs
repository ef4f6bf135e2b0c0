using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ValetKey.Providers;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace ValetKey.Configuration;

/// <summary>
/// Reads options from a section. What cannot be read is told by validation, which reads the section once more, into options that nobody uses.
/// </summary>
/// <param name="name">The options' name; null means all.</param>
/// <param name="section">The section.</param>
/// <param name="settings">How it is read.</param>
internal sealed class SectionBinding<[DynamicallyAccessedMembers(PublicParameterlessConstructor)] TOptions>(
    string? name, IConfiguration section, SettingsTable<TOptions> settings) : IConfigureNamedOptions<TOptions>, IValidateOptions<TOptions>
    where TOptions : class, new()
{
    public IConfiguration Section => section;

    public bool IsFor(string? optionsName) => name is null || name == optionsName;

    public void Configure(TOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? optionsName, TOptions options)
    {
        if (IsFor(optionsName))
        {
            settings.Bind(section, options, []);
        }
    }

    public ValidateOptionsResult Validate(string? optionsName, TOptions options)
    {
        List<string> faults = [];
        if (IsFor(optionsName))
        {
            settings.Bind(section, new TOptions(), faults);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>All that the section says now, with what stands in the files that it names.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Read()
    {
        TOptions options = new();
        settings.Bind(section, options, []);
        return [.. section.AsEnumerable(), .. FileStamps.Of(settings, options).Select(stamp => KeyValuePair.Create("file", (string?)stamp))];
    }
}
