namespace ValetKey.Internal;

/// <summary>What makes a request valid by itself, whatever the provider. Each fault names the field, the value and the allowed range.</summary>
internal static class RequestRules
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    public static void Check(KeyRequest request, TimeSpan defaultLifetime, DateTimeOffset now)
    {
        CheckPermissions(request);
        CheckTimes(request, request.Lifetime ?? defaultLifetime);
        if (request.Form is { } form && !Enum.IsDefined(form))
        {
            throw Fault(nameof(request.Form), $"is {(int)form}, which is no form");
        }

        if (!LogText.IsHarmless(request.Subject))
        {
            throw Fault(nameof(request.Subject), "has a control character or line separator, with which a line of a log could be forged");
        }

        if (request.Constraints is null)
        {
            throw Fault(nameof(request.Constraints), $"is null; {nameof(KeyConstraints)}.{nameof(KeyConstraints.None)} means none");
        }

        if (!ReferenceEquals(request.Constraints, KeyConstraints.None))
        {
            ConstraintRules.Check(request.Constraints, request.Permissions, now);
        }

        if (request.Extras is not { Count: 0 })
        {
            ExtraRules.Check(request);
        }
    }

    public static ValetKeyException Fault(string field, string fault) => ValetKeyException.InvalidRequest($"{field} {fault}.");

    private static void CheckPermissions(KeyRequest request)
    {
        if (request.Scope is null)
        {
            throw Fault(nameof(request.Scope), "is null");
        }

        Permissions permissions = request.Permissions;
        if (permissions == Permissions.None)
        {
            throw Fault(nameof(request.Permissions), $"is None; ask for at least one of {PermissionSets.On(request.Scope.Kind)}");
        }

        Permissions foreign = permissions & ~PermissionSets.On(request.Scope.Kind);
        if (foreign != Permissions.None)
        {
            throw Fault(
                nameof(request.Permissions),
                $"has {foreign}, which {request.Scope} does not have; allowed are {PermissionSets.On(request.Scope.Kind)}");
        }
    }

    private static void CheckTimes(KeyRequest request, TimeSpan lifetime)
    {
        if (lifetime < OneSecond)
        {
            throw Fault(nameof(request.Lifetime), $"is {lifetime:c}; it must be at least {OneSecond:c}");
        }

        TimeSpan least = request.MinimumLifetime ?? TimeSpan.Zero;
        if (least < TimeSpan.Zero || least > lifetime)
        {
            throw Fault(nameof(request.MinimumLifetime), $"is {least:c}; it must be from {TimeSpan.Zero:c} to the lifetime, {lifetime:c}");
        }

        if (request.StableFor is not { } window)
        {
            return;
        }

        if (window < OneSecond || window.Ticks % TimeSpan.TicksPerSecond != 0 || window >= lifetime)
        {
            throw Fault(
                nameof(request.StableFor),
                $"is {window:c}; it must be in whole seconds, from {OneSecond:c} to below the lifetime, {lifetime:c}");
        }

        if (lifetime - window < least)
        {
            throw Fault(
                nameof(request.StableFor),
                $"is {window:c}, after which a key of {lifetime:c} may have less than the {nameof(request.MinimumLifetime)} of {least:c} left");
        }

        if (request.Constraints is { SingleUse: true })
        {
            throw Fault(
                nameof(request.StableFor),
                $"asks for one key for many, and {nameof(KeyConstraints.SingleUse)} for a key of its own each time");
        }
    }
}
