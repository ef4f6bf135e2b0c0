using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>The query's parameters of a grant, in the order of their names.</summary>
internal static class GcsQuery
{
    public static KeyValuePair<string, string>[] Of(KeyGrant grant)
    {
        if (grant.Permissions == Permissions.List)
        {
            return [new("list-type", "2"), new("prefix", grant.Scope.Name)];
        }

        if (grant.Constraints.Response is null)
        {
            return grant.Scope.VersionId is { } only ? [new("generation", only)] : [];
        }

        List<KeyValuePair<string, string>> query = new(3);
        if (grant.Scope.VersionId is { } generation)
        {
            query.Add(new("generation", generation));
        }

        if (grant.Constraints.Response.ContentDisposition is { } disposition)
        {
            query.Add(new("response-content-disposition", disposition));
        }

        if (grant.Constraints.Response.ContentType is { } type)
        {
            query.Add(new("response-content-type", type));
        }

        return [.. query];
    }
}
