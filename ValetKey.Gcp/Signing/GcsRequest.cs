using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>The request that a grant's URL is for; its headers are <see cref="GcsHeaders"/>.</summary>
internal static class GcsRequest
{
    public static HttpMethod MethodOf(KeyGrant grant) =>
        grant.Extras.Any(extra => extra is GcsResumableUpload) ? HttpMethod.Post : grant.Permissions.ToHttpMethod();

    /// <summary>The object's name; null where the request is to the bucket.</summary>
    public static string? NameOf(KeyGrant grant) => grant.Permissions == Permissions.List ? null : grant.Scope.Name;

    public static KeyValuePair<string, string>[] QueryOf(KeyGrant grant) => V4Parameters.Of(grant, "generation");
}
