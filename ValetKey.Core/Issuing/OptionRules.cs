namespace ValetKey.Issuing;

/// <summary>What the options of an issuer allow. Outside of it a request is refused, never cut down.</summary>
internal static class OptionRules
{
    public static void Check(KeyRequest request, ValetKeyOptions options, DateTimeOffset now)
    {
        Permissions forbidden = request.Permissions & ~options.AllowedPermissions;
        if (forbidden != Permissions.None)
        {
            throw Denied(
                $"{forbidden} is not allowed here.",
                $"{forbidden} is not allowed here; {nameof(ValetKeyOptions.AllowedPermissions)} are {options.AllowedPermissions}.");
        }

        CheckScope(request.Scope, options.AllowedScopes);
        TimeSpan lifetime = request.Lifetime ?? options.DefaultLifetime;
        if (lifetime > options.MaximumLifetime)
        {
            throw Denied(
                $"{nameof(request.Lifetime)} is {lifetime:c}, which is too long.",
                $"{nameof(request.Lifetime)} is {lifetime:c}; it must be from {TimeSpan.FromSeconds(1):c} to "
                + $"{nameof(ValetKeyOptions.MaximumLifetime)}, {options.MaximumLifetime:c}.");
        }

        if (request.Constraints.NotBefore is { } start && start - now > options.MaximumLifetime - lifetime)
        {
            throw Denied(
                $"{nameof(request.Constraints)}.{nameof(KeyConstraints.NotBefore)} is {start:O}, after which the key would end too late.",
                $"{nameof(request.Constraints)}.{nameof(KeyConstraints.NotBefore)} is {start:O}: with a lifetime of {lifetime:c} the key would end "
                + $"later than {nameof(ValetKeyOptions.MaximumLifetime)}, {options.MaximumLifetime:c}, from now.");
        }
    }

    private static void CheckScope(KeyScope scope, IList<KeyScope> allowed)
    {
        if (allowed.Count == 0)
        {
            return;
        }

        foreach (KeyScope candidate in allowed)
        {
            if (candidate.Covers(scope))
            {
                return;
            }
        }

        throw Denied($"{scope} is not allowed here.", $"{scope} lies outside {nameof(ValetKeyOptions.AllowedScopes)}.");
    }

    /// <summary>The client is told what it asked for, and the operator also which option forbids it.</summary>
    private static ValetKeyException Denied(string detail, string message) => new(ValetKeyErrorReason.Denied, message) { Detail = detail };
}
