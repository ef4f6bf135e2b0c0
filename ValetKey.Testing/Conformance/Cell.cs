using System.Numerics;
using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>One thing that a signer declares: a permission on a kind of resource, in a form, under a constraint or none.</summary>
/// <param name="Form">The form.</param>
/// <param name="Resource">The one kind of resource.</param>
/// <param name="Permission">The one permission.</param>
/// <param name="Companions">What must be asked for besides.</param>
/// <param name="Constraint">The one constraint, or none.</param>
internal sealed record Cell(
    KeyForm Form, ResourceKinds Resource, Permissions Permission, Permissions Companions = Permissions.None,
    ConstraintKinds Constraint = ConstraintKinds.None)
{
    public Permissions Requested => Permission | Companions;

    /// <summary>Every cell without a constraint.</summary>
    public static IReadOnlyList<Cell> Of(SignerCapabilities capabilities) =>
    [
        .. from form in capabilities.Forms
           where form.Requirement is null
           from rule in form.Rules
           from resource in Enum.GetValues<ResourceKinds>()
           where (rule.Resources & resource) != 0
           from permission in Enum.GetValues<Permissions>()
           where (rule.Permissions & permission) != 0
           group rule.OnlyWith by (form.Form, resource, permission) into cell
           select new Cell(cell.Key.Form, cell.Key.resource, cell.Key.permission, cell.MinBy(companions => BitOperations.PopCount((uint)companions))),
    ];

    /// <summary>The constraints that the service enforces here, those included that a wider one implies.</summary>
    public ConstraintKinds Enforced(SignerCapabilities capabilities)
    {
        ConstraintKinds enforced = ConstraintKinds.None;
        foreach (FormCapability form in capabilities.Forms.Where(form => form.Form == Form && form.Requirement is null))
        {
            ConstraintKinds ofForm = ConstraintKinds.None;
            foreach (PermissionRule rule in form.Rules.Where(Holds))
            {
                ofForm |= rule.Enforces;
            }

            enforced |= ConstraintSample.WithImplied(ofForm);
        }

        return enforced & ConstraintSample.UsedBy(Permission);
    }

    public override string ToString() => Constraint == ConstraintKinds.None
        ? $"{Form}, {Permission} on {Resource}"
        : $"{Form}, {Permission} on {Resource}, {Constraint}";

    private bool Holds(PermissionRule rule) =>
        (rule.Resources & Resource) != 0 && (rule.Permissions & Permission) != 0 && (rule.OnlyWith & ~Requested) == 0;
}
