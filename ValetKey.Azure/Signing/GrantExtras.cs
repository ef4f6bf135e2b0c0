using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>A grant's extras by what they say.</summary>
internal sealed class GrantExtras
{
    private static readonly GrantExtras None = new([]);

    private GrantExtras(IReadOnlyList<KeyExtra> extras)
    {
        foreach (KeyExtra extra in extras)
        {
            switch (extra)
            {
                case AzureSnapshot:
                    IsSnapshot = true;
                    break;
                case AzureAppendBlob:
                    IsAppendBlob = true;
                    break;
                case AzureEncryptionScope { Name: var name }:
                    EncryptionScope = name;
                    break;
                case AzureStoredAccessPolicy { Id: var id }:
                    StoredPolicy = id;
                    break;
                case AzureAuthorizedObject { ObjectId: var id }:
                    AuthorizedObject = id;
                    break;
                case AzureUnauthorizedObject { ObjectId: var id }:
                    UnauthorizedObject = id;
                    break;
                case AzureDelegatedUser user:
                    DelegatedUser = user;
                    break;
            }
        }
    }

    public bool IsSnapshot { get; }

    public bool IsAppendBlob { get; }

    public string? EncryptionScope { get; }

    public string? StoredPolicy { get; }

    public Guid? AuthorizedObject { get; }

    public Guid? UnauthorizedObject { get; }

    public AzureDelegatedUser? DelegatedUser { get; }

    public static GrantExtras Of(KeyGrant grant) => grant.Extras.Count == 0 ? None : new GrantExtras(grant.Extras);
}
