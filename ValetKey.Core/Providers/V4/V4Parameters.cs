using System.Globalization;

namespace ValetKey.Providers;

/// <summary>The query's parameters that say what a grant says, in the words that S3, Cloud Storage and stores like them have in common.</summary>
public static class V4Parameters
{
    /// <summary>
    /// The listing of a grant's prefix, the version or the part of an upload that it is for, and the headers that a download will bear.
    /// </summary>
    /// <param name="grant">The grant.</param>
    /// <param name="version">The name of the parameter for a version, such as <c>versionId</c>.</param>
    public static KeyValuePair<string, string>[] Of(KeyGrant grant, string version)
    {
        ArgumentNullException.ThrowIfNull(grant);
        if (grant.Permissions == Permissions.List)
        {
            return [new("list-type", "2"), new("prefix", grant.Scope.Name)];
        }

        if (grant.Scope.UploadId is { } upload)
        {
            return [new("partNumber", grant.Scope.PartNumber.ToString(CultureInfo.InvariantCulture)), new("uploadId", upload)];
        }

        if (grant.Constraints.Response is not { } response)
        {
            return grant.Scope.VersionId is { } only ? [new(version, only)] : [];
        }

        List<KeyValuePair<string, string>> parameters = [];
        Add("response-cache-control", response.CacheControl);
        Add("response-content-disposition", response.ContentDisposition);
        Add("response-content-encoding", response.ContentEncoding);
        Add("response-content-language", response.ContentLanguage);
        Add("response-content-type", response.ContentType);
        Add(version, grant.Scope.VersionId);
        return [.. parameters];

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parameters.Add(new(name, value));
            }
        }
    }
}
