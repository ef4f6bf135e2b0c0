namespace ValetKey.Providers;

/// <summary>Permissions that a form gives on some kinds of resource, with the constraints that the <em>service</em> then enforces.</summary>
/// <param name="Resources">The kinds of resource.</param>
/// <param name="Permissions">The permissions.</param>
/// <param name="Enforces">
/// The constraints that hold for each of these permissions. <see cref="ConstraintKinds.LengthRange"/> implies
/// <see cref="ConstraintKinds.ExactLength"/>, <see cref="ConstraintKinds.ContentTypeFamily"/> implies <see cref="ConstraintKinds.ContentType"/>, and
/// <see cref="ConstraintKinds.ClientAddressRange"/> implies <see cref="ConstraintKinds.ClientNetwork"/>.
/// </param>
public sealed record PermissionRule(ResourceKinds Resources, Permissions Permissions, ConstraintKinds Enforces = ConstraintKinds.None)
{
    /// <summary>
    /// Permissions that must be asked for too, because the service cannot give these without them: whoever may read an object from S3 may read its
    /// properties, and nobody else may. Asked for alone, they are refused.
    /// </summary>
    /// <value>Default: none.</value>
    public Permissions OnlyWith { get; init; }
}
