using Microsoft.Extensions.Options;
using ValetKey.Internal;

namespace ValetKey.Configuration;

/// <summary>The rules that attributes cannot say. All faults are told at once.</summary>
internal sealed class ValetKeyOptionsCrossValidator : IValidateOptions<ValetKeyOptions>
{
    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(15);

    public ValidateOptionsResult Validate(string? name, ValetKeyOptions options)
    {
        List<string> faults = [.. Faults(options)];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(ValetKeyOptions options)
    {
        if (options.DefaultLifetime > options.MaximumLifetime)
        {
            yield return $"{nameof(options.DefaultLifetime)} is {options.DefaultLifetime:c}; it must be at most "
                + $"{nameof(options.MaximumLifetime)}, {options.MaximumLifetime:c}.";
        }

        if (options.AllowedPermissions == Permissions.None || (options.AllowedPermissions & ~PermissionSets.Every) != 0)
        {
            yield return $"{nameof(options.AllowedPermissions)} is {options.AllowedPermissions}; it must be one or more of {PermissionSets.Every}.";
        }

        if (options.AllowedScopes.Contains(null!))
        {
            yield return $"{nameof(options.AllowedScopes)} holds null; each must be a scope.";
        }

        if (options.ClockSkew is null)
        {
            yield return $"{nameof(options.ClockSkew)} is null; {nameof(ClockSkewPolicy)}.{nameof(ClockSkewPolicy.Strict)} means no allowance.";
        }
        else
        {
            foreach ((string field, TimeSpan value) in new[]
            {
                (nameof(ClockSkewPolicy.StartBackdate), options.ClockSkew.StartBackdate),
                (nameof(ClockSkewPolicy.ExpiryMargin), options.ClockSkew.ExpiryMargin),
            })
            {
                if (value < TimeSpan.Zero || value > LargestSkew)
                {
                    yield return $"{nameof(options.ClockSkew)}.{field} is {value:c}; it must be from {TimeSpan.Zero:c} to {LargestSkew:c}.";
                }
            }
        }

        if (!Enum.IsDefined(options.AuditFailure))
        {
            yield return $"{nameof(options.AuditFailure)} is {options.AuditFailure}; it must be "
                + $"{nameof(AuditFailureBehavior.Refuse)} or {nameof(AuditFailureBehavior.LogAndContinue)}.";
        }
    }
}
