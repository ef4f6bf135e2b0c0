using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using ValetKey.Providers;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace ValetKey.Configuration;

/// <summary>Holds options of one name against their provider's rules.</summary>
internal sealed class DefinitionValidator<[DynamicallyAccessedMembers(PublicParameterlessConstructor | PublicProperties)] TOptions>(
    string name, SignerDefinition<TOptions> definition) : IValidateOptions<TOptions>
    where TOptions : class, new()
{
    public ValidateOptionsResult Validate(string? optionsName, TOptions options)
    {
        if (optionsName != name)
        {
            return ValidateOptionsResult.Skip;
        }

        List<string> faults = [.. definition.FieldRules?.Validate(name, options).Failures ?? [], .. definition.Faults?.Invoke(options) ?? []];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
