using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>Which extras go with which permission. One that the request could make no use of is refused, not left out.</summary>
internal static class GcsExtras
{
    private const Permissions Stores = Permissions.Create | Permissions.Write;
    private const Permissions Reads = Permissions.Read | Permissions.ReadProperties;

    public static bool IsResumable(KeyGrant grant)
    {
        for (int i = 0; i < grant.Extras.Count; i++)
        {
            if (grant.Extras[i] is GcsResumableUpload)
            {
                return true;
            }
        }

        return false;
    }

    /// <exception cref="ValetKeyException">An extra is of no use to the permission, there twice, or at odds with another.</exception>
    public static void Check(KeyGrant grant)
    {
        foreach (KeyExtra extra in grant.Extras)
        {
            Permissions use = extra switch
            {
                GcsCustomerKey => Stores | Reads,
                GcsFormSuccess => Permissions.Write,
                _ => Stores,
            };
            if ((grant.Permissions & ~use) != Permissions.None)
            {
                throw ValetKeyException.InvalidRequest($"{extra.GetType().Name} is of no use to {grant.Permissions}; it goes with {use}.");
            }

            if (extra is GcsUploadKmsKey { KeyName: var name } && !IsKeyName(name))
            {
                throw ValetKeyException.InvalidRequest(
                    $"{nameof(GcsUploadKmsKey)} is '{name}'; it must be a key's resource name, projects/…/locations/…/keyRings/…/cryptoKeys/…, in ASCII without spaces.");
            }
        }

        if (grant.Extras.Select(extra => extra.GetType()).Distinct().Count() != grant.Extras.Count)
        {
            throw ValetKeyException.InvalidRequest("An extra is there twice.");
        }

        if (grant.Extras.Any(extra => extra is GcsCustomerKey) && grant.Extras.Any(extra => extra is GcsUploadKmsKey))
        {
            throw ValetKeyException.InvalidRequest($"An object is encrypted by a {nameof(GcsCustomerKey)} or by a {nameof(GcsUploadKmsKey)}, not by both.");
        }
    }

    private static bool IsKeyName(string? name) =>
        name is not null && name.StartsWith("projects/", StringComparison.Ordinal) && !name.AsSpan().ContainsAnyExceptInRange('!', '~');
}
