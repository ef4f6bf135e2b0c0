using System.Collections.ObjectModel;
using System.Globalization;
using ValetKey.Local.Service;
using ValetKey.Providers;

namespace ValetKey.Local.Signing;

/// <summary>Which HTTP request each permission is, and what the client has to send with it.</summary>
internal static class LocalOperations
{
    private const Permissions Uploads = Permissions.Create | Permissions.Write | Permissions.Append;
    private const int TypeAndLength = 2;

    public static HttpMethod MethodOf(Permissions permission) => permission == Permissions.Append ? HttpMethod.Post : permission.ToHttpMethod();

    /// <summary>What an S3 or Google Cloud Storage URL would make the client send, so that a client that works here works there.</summary>
    public static IReadOnlyDictionary<string, string> HeadersFor(Permissions permission, KeyConstraints constraints)
    {
        if ((permission & Uploads) == 0 || ReferenceEquals(constraints, KeyConstraints.None))
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }

        HeaderCollection headers = new(TypeAndLength + constraints.Metadata.Count);
        if (constraints.ContentType is { } type && !constraints.IsContentTypeFamily)
        {
            headers.Add("Content-Type", type);
        }

        if (constraints.ContentLength is { IsExact: true } length)
        {
            headers.Add("Content-Length", length.Minimum.ToString(CultureInfo.InvariantCulture));
        }

        // For an append too: it may create the object.
        foreach ((string name, string value) in constraints.Metadata.Each())
        {
            headers.Add(ServiceHeaders.MetadataPrefix + name, value);
        }

        return headers;
    }

    public static IReadOnlyList<KeyOperation> For(KeyGrant grant)
    {
        if (grant.Scope.Kind == ResourceKinds.Queue)
        {
            return QueueOperations.For(grant.Permissions);
        }

        List<KeyOperation> operations = [];
        foreach (Permissions permission in grant.Permissions.Each())
        {
            bool isList = permission == Permissions.List;
            operations.Add(new KeyOperation
            {
                Permission = permission,
                Method = MethodOf(permission),
                Path = isList ? "" : $"/{KeyOperation.NamePlaceholder}",
                Query = isList ? $"{ListParameters.Prefix}={KeyOperation.NamePlaceholder}" : "",
                Headers = HeadersFor(permission, grant.Constraints),
            });
        }

        return operations;
    }
}
