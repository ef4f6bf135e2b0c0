using ValetKey.Internal;

namespace ValetKey.Providers;

/// <summary>Permissions that a form gives on some kinds of resource, with the constraints that the <em>service</em> then enforces.</summary>
public sealed record PermissionRule
{
    /// <summary>Creates the rule.</summary>
    /// <param name="resources">The kinds of resource.</param>
    /// <param name="permissions">The permissions.</param>
    /// <param name="enforces">The constraints that hold for each of these permissions; see <see cref="Enforces"/>.</param>
    public PermissionRule(ResourceKinds resources, Permissions permissions, ConstraintKinds enforces = ConstraintKinds.None)
    {
        Resources = resources;
        Permissions = permissions;
        Enforces = enforces;
    }

    /// <summary>The kinds of resource.</summary>
    public ResourceKinds Resources { get; init; }

    /// <summary>The permissions.</summary>
    public Permissions Permissions { get; init; }

    /// <summary>
    /// The constraints that hold for each of these permissions. <see cref="ConstraintKinds.LengthRange"/> implies
    /// <see cref="ConstraintKinds.ExactLength"/>, <see cref="ConstraintKinds.ContentTypeFamily"/> implies <see cref="ConstraintKinds.ContentType"/>,
    /// and <see cref="ConstraintKinds.ClientAddressRange"/> implies <see cref="ConstraintKinds.ClientNetwork"/>.
    /// </summary>
    /// <value>Default: <see cref="ConstraintKinds.None"/>.</value>
    public ConstraintKinds Enforces
    {
        get;
        init => (field, EnforcesWithImplied) = (value, value.WithImplied());
    }

    internal ConstraintKinds EnforcesWithImplied { get; private init; }

    /// <summary>
    /// Permissions that must be asked for too, because the service cannot give these without them: whoever may read an object from S3 may read its
    /// properties, and nobody else may. Asked for alone, they are refused.
    /// </summary>
    /// <value>Default: none.</value>
    public Permissions OnlyWith { get; init; }
}
