using ValetKey.Providers;

namespace ValetKey.Aws.Sessions;

/// <summary>Which grants need a session, and how long one must live.</summary>
internal static class SessionRule
{
    /// <summary>What a URL or a form cannot carry, and the policy of the session that signs it can.</summary>
    public const ConstraintKinds ByPolicy =
        ConstraintKinds.ClientNetwork | ConstraintKinds.ClientAddressRange | ConstraintKinds.HttpsOnly | ConstraintKinds.NotBefore;

    private const Permissions Uploads = Permissions.Create | Permissions.Write;

    public static bool Needs(KeyGrant grant, AmazonS3Options options) =>
        grant.Form == KeyForm.TemporaryCredentials
        || (options.RestrictUploads && (grant.Permissions & Uploads) != 0)
        || (!ReferenceEquals(grant.Constraints, KeyConstraints.None) && (grant.Constraints.Kinds & ByPolicy) != ConstraintKinds.None);
}
