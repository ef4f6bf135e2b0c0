using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>What a grant's extras say of its method.</summary>
internal static class GcsExtras
{
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
}
