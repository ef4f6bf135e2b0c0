using System.Globalization;
using ValetKey.Internal;
using ValetKey.Providers;

namespace ValetKey.Testing;

/// <summary>
/// The requests that a fake key is for, as stores have them; with the headers that stores ask for, so that a client that forgets them is found.
/// </summary>
internal static class FakeOperations
{
    private const string Messages = "/messages";
    private const string Message = $"{Messages}/{KeyOperation.MessageIdPlaceholder}";
    private const string Receipt = $"receipt={KeyOperation.ReceiptPlaceholder}";

    public static IReadOnlyList<KeyOperation> Of(KeyGrant grant)
    {
        List<KeyOperation> operations = [];
        foreach (Permissions permission in grant.Permissions.Each())
        {
            operations.Add(Of(permission, grant.Constraints));
        }

        return operations;
    }

    private static KeyOperation Of(Permissions permission, KeyConstraints constraints)
    {
        KeyOperation operation = new() { Permission = permission, Method = permission.ToHttpMethod() };
        return permission switch
        {
            Permissions.List => operation with { Query = $"prefix={KeyOperation.NamePlaceholder}" },
            Permissions.Send => operation with { Path = Messages },
            Permissions.Peek => operation with { Path = Messages, Query = "peek=true" },
            Permissions.Update => operation with { Path = Message, Query = $"{Receipt}&hidden={KeyOperation.VisibilityTimeoutPlaceholder}" },
            Permissions.Receive => operation with
            {
                Path = Messages,
                Acknowledge = operation with { Name = KeyOperation.Acknowledging, Method = HttpMethod.Delete, Path = Message, Query = Receipt },
            },
            _ => operation with { Path = $"/{KeyOperation.NamePlaceholder}", Headers = HeadersOf(permission, constraints) },
        };
    }

    private static HeaderCollection HeadersOf(Permissions permission, KeyConstraints constraints)
    {
        if ((permission & PermissionSets.Upload) == 0)
        {
            return HeaderCollection.None;
        }

        HeaderCollection headers = [];
        if (permission == Permissions.Create)
        {
            headers.Add("If-None-Match", "*");
        }

        if (constraints is { ContentType: { } type, IsContentTypeFamily: false })
        {
            headers.Add("Content-Type", type);
        }

        if (constraints.ContentLength is { IsExact: true } length)
        {
            headers.Add("Content-Length", length.Maximum.ToString(CultureInfo.InvariantCulture));
        }

        if (constraints.Checksum is { } checksum)
        {
            headers.Add($"X-Fake-Checksum-{checksum.Algorithm}", checksum.ToBase64());
        }

        foreach ((string name, string value) in constraints.Metadata ?? new Dictionary<string, string>())
        {
            headers.Add($"X-Fake-Meta-{name}", value);
        }

        return headers;
    }
}
