using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>A grant's extras, each at most once and only where it means something.</summary>
internal readonly struct GrantExtras
{
    private const Permissions Uploads = Permissions.Create | Permissions.Write;

    private GrantExtras(KeyGrant grant)
    {
        HashSet<Type> seen = [];
        foreach (KeyExtra extra in grant.Extras)
        {
            if (!seen.Add(extra.GetType()))
            {
                throw ValetKeyException.InvalidRequest($"{extra.GetType().Name} is given twice.");
            }

            switch (extra)
            {
                case AzureSnapshot:
                    Require(grant.Scope.Kind == ResourceKinds.ObjectVersion, extra, "a scope with a version id");
                    IsSnapshot = true;
                    break;
                case AzureAppendBlob:
                    Require((grant.Permissions & Uploads) != 0, extra, "a key that uploads");
                    Require(grant.Constraints.ContentLength is null && grant.Constraints.Checksum is null, extra, "an empty body, so no length or checksum");
                    IsAppendBlob = true;
                    break;
                case AzureEncryptionScope scope:
                    Require(grant.Scope.Kind != ResourceKinds.Queue, extra, "blobs");
                    EncryptionScope = Text(extra, scope.Name, 63);
                    break;
                case AzureStoredAccessPolicy policy:
                    StoredPolicy = Text(extra, policy.Id, 64);
                    break;
                case AzureAuthorizedObject { ObjectId: var id }:
                    Require(grant.Scope.Kind != ResourceKinds.Queue, extra, "blobs");
                    AuthorizedObject = id;
                    break;
                case AzureUnauthorizedObject { ObjectId: var id }:
                    Require(grant.Scope.Kind != ResourceKinds.Queue, extra, "blobs");
                    UnauthorizedObject = id;
                    break;
                case AzureDelegatedUser user:
                    DelegatedUser = user;
                    break;
            }
        }

        Require(AuthorizedObject is null || UnauthorizedObject is null, new AzureAuthorizedObject(default), $"no {nameof(AzureUnauthorizedObject)} beside it");
    }

    public bool IsSnapshot { get; }

    public bool IsAppendBlob { get; }

    public string? EncryptionScope { get; }

    public string? StoredPolicy { get; }

    public Guid? AuthorizedObject { get; }

    public Guid? UnauthorizedObject { get; }

    public AzureDelegatedUser? DelegatedUser { get; }

    /// <exception cref="ValetKeyException">An extra does not go with the rest.</exception>
    public static GrantExtras Of(KeyGrant grant) => grant.Extras.Count == 0 ? default : new GrantExtras(grant);

    private static string Text(KeyExtra extra, string text, int longest) =>
        text is { Length: > 0 } && text.Length <= longest && !text.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? text
            : throw ValetKeyException.InvalidRequest($"{extra.GetType().Name} has a name that must be 1 to {longest} printable ASCII characters.");

    private static void Require(bool holds, KeyExtra extra, string needed)
    {
        if (!holds)
        {
            throw ValetKeyException.InvalidRequest($"{extra.GetType().Name} needs {needed}.");
        }
    }
}
