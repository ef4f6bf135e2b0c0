using System.Collections.ObjectModel;
using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>The requests behind the permissions, as the Blob and Queue service REST APIs have them.</summary>
internal static class AzureOperations
{
    public const string BlobType = "x-ms-blob-type";
    public const string BlockBlob = "BlockBlob";
    public const string AppendBlob = "AppendBlob";
    public const string AppendBlock = "comp=appendblock";
    public const string List = "restype=container&comp=list";
    public const string Messages = "messages";
    public const string PeekOnly = "peekonly=true";

    private const string Name = "/" + KeyOperation.NamePlaceholder;
    private const string Message = "/" + Messages + "/" + KeyOperation.MessageIdPlaceholder;

    /// <summary>"Put Message" and "Update Message".</summary>
    private static readonly MessageFormat MessageXml = new()
    {
        Template = $"<QueueMessage><MessageText>{MessageFormat.TextPlaceholder}</MessageText></QueueMessage>",
        Escape = MessageEscape.Xml,
        ContentType = "application/xml",
    };

    private static readonly ReadOnlyDictionary<string, string> BlockHeaders = Headers(BlockBlob);

    private static readonly ReadOnlyDictionary<string, string> AppendHeaders = Headers(AppendBlob);

    private static readonly KeyOperation[] OfQueues =
    [
        new() { Permission = Permissions.Send, Method = HttpMethod.Post, Path = "/" + Messages, MessageFormat = MessageXml },
        new() { Permission = Permissions.Peek, Method = HttpMethod.Get, Path = "/" + Messages, Query = PeekOnly },
        new()
        {
            Permission = Permissions.Receive,
            Method = HttpMethod.Get,
            Path = "/" + Messages,
            Acknowledge = new()
            {
                Name = KeyOperation.Acknowledging,
                Permission = Permissions.Receive,
                Method = HttpMethod.Delete,
                Path = Message,
                Query = "popreceipt=" + KeyOperation.ReceiptPlaceholder,
            },
        },
        new()
        {
            Permission = Permissions.Update,
            Method = HttpMethod.Put,
            Path = Message,
            Query = $"popreceipt={KeyOperation.ReceiptPlaceholder}&visibilitytimeout={KeyOperation.VisibilityTimeoutPlaceholder}",
            MessageFormat = MessageXml,
        },
    ];

    /// <summary>An upload in blocks, which takes Write: a block list overwrites, so Create does not open it ("Create a service SAS").</summary>
    private static readonly KeyOperation[] OfBlocks =
    [
        new()
        {
            Name = KeyOperation.PutBlock,
            Permission = Permissions.Write,
            Method = HttpMethod.Put,
            Path = Name,
            Query = "comp=block&blockid=" + KeyOperation.BlockIdPlaceholder,
        },
        new() { Name = KeyOperation.PutBlockList, Permission = Permissions.Write, Method = HttpMethod.Put, Path = Name, Query = "comp=blocklist" },
    ];

    /// <summary>The headers of a request: those that are signed, or what an upload needs.</summary>
    public static IReadOnlyDictionary<string, string> HeadersOf(Permissions permission, in GrantPlan plan) => plan.Request.Headers switch
    {
        { } signed => signed,
        _ when permission is not (Permissions.Create or Permissions.Write) => ReadOnlyDictionary<string, string>.Empty,
        _ => plan.Extras.IsAppendBlob ? AppendHeaders : BlockHeaders,
    };

    /// <summary>What stands around a message, where the request has one.</summary>
    public static MessageFormat? FormatOf(Permissions permission) => permission == Permissions.Send ? MessageXml : null;

    /// <summary>The query of a request, beside the token.</summary>
    public static string QueryOf(KeyGrant grant, Permissions permission, bool isSnapshot) => permission switch
    {
        Permissions.Append => AppendBlock,
        Permissions.List => grant.Scope.Name.Length == 0 ? List : $"{List}&prefix={PercentEncoding.Encode(grant.Scope.Name)}",
        Permissions.Peek => PeekOnly,
        _ when grant.Scope.VersionId is { } version => $"{(isSnapshot ? "snapshot" : "versionid")}={PercentEncoding.Encode(version)}",
        _ => "",
    };

    /// <summary>What a signed query opens.</summary>
    public static IReadOnlyList<KeyOperation> Of(KeyGrant grant, in GrantPlan plan)
    {
        if (grant.Scope.Kind == ResourceKinds.Queue)
        {
            return Array.FindAll(OfQueues, operation => (operation.Permission & grant.Permissions) != 0);
        }

        List<KeyOperation> operations = [];
        foreach (Permissions permission in grant.Permissions.Each())
        {
            operations.Add(OfBlobs(grant, permission, plan));
        }

        if (grant.Permissions.HasFlag(Permissions.Write) && !plan.Extras.IsAppendBlob)
        {
            operations.AddRange(OfBlocks);
        }

        return operations;
    }

    private static KeyOperation OfBlobs(KeyGrant grant, Permissions permission, in GrantPlan plan) => new()
    {
        Permission = permission,
        Method = permission.ToHttpMethod(),
        Path = permission == Permissions.List ? "" : Name,
        Query = permission == Permissions.List
            ? $"{List}&prefix={KeyOperation.NamePlaceholder}"
            : QueryOf(grant, permission, plan.Extras.IsSnapshot),
        Headers = HeadersOf(permission, plan),
    };

    private static ReadOnlyDictionary<string, string> Headers(string blobType) => new(new Dictionary<string, string> { [BlobType] = blobType });
}
