using System.Net.Sockets;
using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>Puts a grant into the fields of a token.</summary>
internal static class SasTokens
{
    public static SasToken Of(KeyGrant grant, in GrantPlan plan, DateTimeOffset end, AzureFeatures features)
    {
        GrantExtras extras = plan.Extras;
        KeyScope scope = grant.Scope;
        return new SasToken
        {
            Permissions = PermissionsOf(grant, extras.IsSnapshot),
            StartsAt = grant.NotBefore,
            ExpiresAt = end,
            Address = AddressOf(grant.Constraints.ClientNetwork),
            Protocol = plan.Place.IsHttps ? "https" : "",
            Resource = ResourceOf(scope.Kind, extras.IsSnapshot),
            Instance = scope.VersionId ?? "",
            Depth = scope.Kind == ResourceKinds.Prefix ? AzureNames.DepthOf(scope) : null,
            Identifier = extras.StoredPolicy ?? "",
            EncryptionScope = extras.EncryptionScope ?? "",
            Response = grant.Constraints.Response,
            // Equal requests of a stable grant give one token, so the key's id stays out of it.
            CorrelationId = features.HasCorrelationIds && scope.Kind != ResourceKinds.Queue && !grant.IsStable ? grant.Id : null,
            AuthorizedObjectId = extras.AuthorizedObject?.ToString() ?? "",
            UnauthorizedObjectId = extras.UnauthorizedObject?.ToString() ?? "",
            DelegatedUserId = extras.DelegatedUser?.ObjectId.ToString() ?? "",
            RequestHeaders = plan.Request.Headers,
            RequestQuery = plan.Request.Query,
        };
    }

    /// <summary>"Specify an IP address or IP range": IPv4 alone.</summary>
    /// <exception cref="ValetKeyException">They are other addresses.</exception>
    public static void CheckClients(ClientNetwork? clients)
    {
        if (clients is not null && clients.First.AddressFamily != AddressFamily.InterNetwork)
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported,
                $"Azure compares IPv4 addresses alone, and {nameof(KeyConstraints.ClientNetwork)} is {clients}.");
        }
    }

    private static string PermissionsOf(KeyGrant grant, bool isSnapshot) => grant.Scope.Kind switch
    {
        ResourceKinds.Queue => SasPermissions.OfQueues(grant.Permissions),
        ResourceKinds.ObjectVersion when !isSnapshot => SasPermissions.OfVersions(grant.Permissions),
        _ => SasPermissions.OfBlobs(grant.Permissions),
    };

    private static string ResourceOf(ResourceKinds kind, bool isSnapshot) => kind switch
    {
        ResourceKinds.Queue => "q",
        ResourceKinds.Container => "c",
        ResourceKinds.Prefix => "d",
        ResourceKinds.ObjectVersion => isSnapshot ? "bs" : "bv",
        _ => "b",
    };

    private static string AddressOf(ClientNetwork? clients)
    {
        if (clients is null)
        {
            return "";
        }

        return clients.First.Equals(clients.Last) ? clients.First.ToString() : $"{clients.First}-{clients.Last}";
    }
}
