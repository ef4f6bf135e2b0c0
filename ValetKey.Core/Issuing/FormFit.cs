using ValetKey.Internal;
using ValetKey.Providers;

namespace ValetKey.Issuing;

/// <summary>How far one form can express a request. Found without allocating, since every issue asks.</summary>
internal readonly record struct FormFit(
    bool ResourceMissing,
    Permissions MissingPermissions,
    bool TooManyPermissions,
    ConstraintKinds MissingConstraints,
    bool TooLong,
    bool ExtraMissing)
{
    public bool IsComplete => !ResourceMissing
        && MissingPermissions == Permissions.None
        && !TooManyPermissions
        && MissingConstraints == ConstraintKinds.None
        && !TooLong
        && !ExtraMissing;

    public static FormFit Of(FormCapability form, KeyRequest request, ConstraintKinds kinds, TimeSpan span)
    {
        ResourceKinds resource = request.Scope.Kind;
        Permissions missing = Permissions.None;
        ConstraintKinds unenforced = ConstraintKinds.None;
        foreach (Permissions permission in request.Permissions.Each())
        {
            if (!TryFindEnforced(form, resource, request.Permissions, permission, out ConstraintKinds enforced))
            {
                missing |= permission;
            }
            else if ((kinds & ~enforced) != ConstraintKinds.None)
            {
                unenforced |= kinds & ConstraintTable.KindsUsedBy(permission) & ~enforced;
            }
        }

        return new FormFit(
            missing != Permissions.None && !Opens(form, resource),
            missing,
            !form.CombinesPermissions && request.Permissions.Count() > 1,
            unenforced,
            span > form.MaximumLifetime,
            request.Extras.Count > 0 && !KnowsExtras(form, request.Extras));
    }

    public static bool KnowsExtra(FormCapability form, KeyExtra extra) => form.Extras.Contains(extra.GetType());

    private static bool TryFindEnforced(
        FormCapability form, ResourceKinds resource, Permissions requested, Permissions permission, out ConstraintKinds enforced)
    {
        bool found = false;
        enforced = ConstraintKinds.None;
        foreach (PermissionRule rule in form.EachRule)
        {
            if ((rule.Resources & resource) != 0 && (rule.Permissions & permission) != 0 && (rule.OnlyWith & ~requested) == 0)
            {
                found = true;
                enforced |= rule.EnforcesWithImplied;
            }
        }

        return found;
    }

    private static bool Opens(FormCapability form, ResourceKinds resource) => form.Rules.Any(rule => (rule.Resources & resource) != 0);

    private static bool KnowsExtras(FormCapability form, IReadOnlyList<KeyExtra> extras) => extras.All(extra => KnowsExtra(form, extra));
}
