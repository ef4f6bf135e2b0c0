using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ValetKey.Configuration;

/// <summary>A name under which settings or a policy were given, so an issuer of that name must exist.</summary>
internal sealed record ExpectedIssuer(string Name);

/// <summary>Finds misspelt names: a policy for an issuer that does not exist would restrict nothing, in silence.</summary>
internal sealed class ExpectedIssuerValidator(IServiceProvider services) : IValidateOptions<ValetKeyOptions>
{
    public ValidateOptionsResult Validate(string? name, ValetKeyOptions options)
    {
        string[] unknown = [.. services.GetKeyedServices<ExpectedIssuer>(KeyedService.AnyKey).Select(expected => expected.Name).Where(IsUnknown)];
        return unknown.Length == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Settings or policies were given for '{string.Join("', '", unknown)}', and no issuer has that name.");
    }

    private bool IsUnknown(string name) => services.GetKeyedService<SignerRegistration>(name) is null;
}
