using ValetKey.Local.Service.Messages;
using ValetKey.Providers;

namespace ValetKey.Local.Signing;

/// <summary>Which HTTP request each permission on a queue is.</summary>
internal static class QueueOperations
{
    private const string All = "/" + MessageNames.Messages;
    private const string One = All + "/" + KeyOperation.MessageIdPlaceholder;
    private const string Receipt = MessageNames.Receipt + "=" + KeyOperation.ReceiptPlaceholder;

    private static readonly KeyOperation[] Known =
    [
        new() { Permission = Permissions.Send, Method = HttpMethod.Post, Path = All },
        new() { Permission = Permissions.Peek, Method = HttpMethod.Get, Path = All, Query = $"{MessageNames.Peek}=true" },
        new()
        {
            Permission = Permissions.Receive,
            Method = HttpMethod.Get,
            Path = All,
            Acknowledge = new()
            {
                Name = KeyOperation.Acknowledging,
                Permission = Permissions.Receive,
                Method = HttpMethod.Delete,
                Path = One,
                Query = Receipt,
            },
        },
        new()
        {
            Permission = Permissions.Update,
            Method = HttpMethod.Put,
            Path = One,
            Query = $"{Receipt}&{MessageNames.Visibility}={KeyOperation.VisibilityTimeoutPlaceholder}",
        },
    ];

    public static KeyOperation[] For(Permissions permissions) => Array.FindAll(Known, operation => (operation.Permission & permissions) != 0);

    /// <summary>The one request of a key with one permission.</summary>
    public static SignedUrl UrlFor(KeyGrant grant, string queueUrl, string token)
    {
        KeyOperation operation = For(grant.Permissions)[0];
        string query = operation.Query.Length == 0 ? token : $"{token}&{operation.Query}";
        return new SignedUrl(grant, operation.Method, $"{queueUrl}{operation.Path}?{query}");
    }
}
