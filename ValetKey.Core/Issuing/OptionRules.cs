namespace ValetKey.Issuing;

/// <summary>What the options of an issuer allow. Outside of it a request is refused, never cut down.</summary>
internal static class OptionRules
{
    public static void Check(KeyRequest request, ValetKeyOptions options, DateTimeOffset now)
    {
        Permissions forbidden = request.Permissions & ~options.AllowedPermissions;
        if (forbidden != Permissions.None)
        {
            throw ValetKeyException.Denied(
                $"{forbidden} is not allowed here; {nameof(ValetKeyOptions.AllowedPermissions)} are {options.AllowedPermissions}.");
        }

        CheckScope(request.Scope, options.AllowedScopes);
        TimeSpan lifetime = request.Lifetime ?? options.DefaultLifetime;
        if (lifetime > options.MaximumLifetime)
        {
            throw ValetKeyException.Denied(
                $"{nameof(request.Lifetime)} is {lifetime:c}; it must be from {TimeSpan.FromSeconds(1):c} to {nameof(ValetKeyOptions.MaximumLifetime)}, {options.MaximumLifetime:c}.");
        }

        if (request.Constraints.NotBefore is { } start && start - now > options.MaximumLifetime - lifetime)
        {
            throw ValetKeyException.Denied(
                $"{nameof(request.Constraints)}.{nameof(KeyConstraints.NotBefore)} is {start:O}: with a lifetime of {lifetime:c} the key would end later than "
                + $"{nameof(ValetKeyOptions.MaximumLifetime)}, {options.MaximumLifetime:c}, from now.");
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

        throw ValetKeyException.Denied($"{scope} lies outside {nameof(ValetKeyOptions.AllowedScopes)}.");
    }
}
