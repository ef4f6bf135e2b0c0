using Microsoft.Extensions.Options;

namespace ValetKey.AspNetCore.Access;

/// <summary>All faults of the settings at once.</summary>
/// <typeparam name="TOptions">The settings.</typeparam>
internal sealed class EndpointOptionsRules<TOptions> : IValidateOptions<TOptions>
    where TOptions : EndpointOptions
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        string[] faults = [.. options.FindFaults().Select(fault => $"{typeof(TOptions).Name} of '{name}': {fault}")];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
