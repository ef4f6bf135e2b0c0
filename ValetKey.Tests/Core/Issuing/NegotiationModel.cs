using ValetKey.Providers;

namespace ValetKey.Tests.Core.Issuing;

/// <summary>
/// What the rules come to, said once more, constraint by constraint and permission by permission, without a bit of Core's arithmetic.
/// </summary>
internal static class NegotiationModel
{
    public static readonly Permissions[] ObjectPermissions =
        [Permissions.Read, Permissions.ReadProperties, Permissions.Create, Permissions.Write, Permissions.Append, Permissions.Delete];

    public static readonly Permissions[] QueuePermissions = [Permissions.Send, Permissions.Receive, Permissions.Peek, Permissions.Update];

    private static readonly Permissions[] Uploads = [Permissions.Create, Permissions.Write, Permissions.Append];

    public static bool IsSensible(KeyRequest request)
    {
        Permissions[] possible = request.Scope.Kind switch
        {
            ResourceKinds.Queue => QueuePermissions,
            ResourceKinds.Object or ResourceKinds.ObjectVersion => ObjectPermissions,
            _ => [.. ObjectPermissions, Permissions.List],
        };
        Permissions[] asked = Taken(request.Permissions);
        return asked.Length > 0
            && asked.All(possible.Contains)
            && KindsOf(request.Constraints).All(kind => asked.Any(permission => Uses(permission, kind)));
    }

    public static bool IsAllowed(KeyRequest request, ValetKeyOptions options) =>
        Taken(request.Permissions).All(Taken(options.AllowedPermissions).Contains)
        && (request.Lifetime ?? options.DefaultLifetime) <= options.MaximumLifetime
        && (options.AllowedScopes.Count == 0
            || (request.Scope.Kind != ResourceKinds.Queue && options.AllowedScopes.Any(scope => scope.Container == request.Scope.Container)));

    public static FormCapability? FirstFit(SignerCapabilities capabilities, KeyRequest request, TimeSpan span) =>
        capabilities.Forms.FirstOrDefault(form => form.Requirement is null && Fits(form, request, span));

    private static bool Fits(FormCapability form, KeyRequest request, TimeSpan span)
    {
        Permissions[] asked = Taken(request.Permissions);
        return (request.Form ?? form.Form) == form.Form
            && span <= form.MaximumLifetime
            && (form.CombinesPermissions || asked.Length == 1)
            && asked.All(permission => RulesFor(form, request, permission).Any())
            && asked.All(permission => KindsOf(request.Constraints)
                .Where(kind => Uses(permission, kind))
                .All(kind => RulesFor(form, request, permission).Any(rule => Enforces(rule, kind))));
    }

    private static IEnumerable<PermissionRule> RulesFor(FormCapability form, KeyRequest request, Permissions permission) =>
        form.Rules.Where(rule => rule.Resources.HasFlag(request.Scope.Kind) && rule.Permissions.HasFlag(permission));

    private static bool Enforces(PermissionRule rule, ConstraintKinds kind) =>
        rule.Enforces.HasFlag(kind)
        || (kind == ConstraintKinds.ExactLength && rule.Enforces.HasFlag(ConstraintKinds.LengthRange))
        || (kind == ConstraintKinds.ContentType && rule.Enforces.HasFlag(ConstraintKinds.ContentTypeFamily))
        || (kind == ConstraintKinds.ClientNetwork && rule.Enforces.HasFlag(ConstraintKinds.ClientAddressRange));

    private static bool Uses(Permissions permission, ConstraintKinds kind) => kind switch
    {
        ConstraintKinds.ClientNetwork or ConstraintKinds.ClientAddressRange or ConstraintKinds.NotBefore => true,
        ConstraintKinds.HttpsOnly or ConstraintKinds.SingleUse => true,
        ConstraintKinds.Response => permission is Permissions.Read or Permissions.ReadProperties,
        ConstraintKinds.Metadata => permission is Permissions.Create or Permissions.Write,
        _ => Uploads.Contains(permission),
    };

    private static List<ConstraintKinds> KindsOf(KeyConstraints constraints)
    {
        List<ConstraintKinds> kinds = [];
        if (constraints.ContentType is { } type)
        {
            kinds.Add(type.EndsWith('*') ? ConstraintKinds.ContentTypeFamily : ConstraintKinds.ContentType);
        }

        if (constraints.ContentLength is { } length)
        {
            kinds.Add(length.Minimum == length.Maximum ? ConstraintKinds.ExactLength : ConstraintKinds.LengthRange);
        }

        if (constraints.Checksum is { } checksum)
        {
            kinds.Add(checksum.Algorithm == ChecksumAlgorithm.Md5 ? ConstraintKinds.ChecksumMd5 : ConstraintKinds.ChecksumSha256);
        }

        kinds.AddRange(constraints.Metadata.Count > 0 ? [ConstraintKinds.Metadata] : []);
        kinds.AddRange(constraints.Response is not null ? [ConstraintKinds.Response] : []);
        if (constraints.ClientNetwork is { } clients)
        {
            kinds.Add(clients.First.Equals(clients.Last) ? ConstraintKinds.ClientNetwork : ConstraintKinds.ClientAddressRange);
        }

        kinds.AddRange(constraints.NotBefore is not null ? [ConstraintKinds.NotBefore] : []);
        kinds.AddRange(constraints.HttpsOnly ? [ConstraintKinds.HttpsOnly] : []);
        kinds.AddRange(constraints.SingleUse ? [ConstraintKinds.SingleUse] : []);
        return kinds;
    }

    private static Permissions[] Taken(Permissions permissions) =>
        [.. Enum.GetValues<Permissions>().Where(permission => permission != Permissions.None && permissions.HasFlag(permission))];
}
