using System.Collections.Frozen;
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

    private static readonly ReadOnlyDictionary<string, string> BlockHeaders = Headers(BlockBlob);

    private static readonly ReadOnlyDictionary<string, string> AppendHeaders = Headers(AppendBlob);

    private static readonly FrozenDictionary<Permissions, KeyOperation> OfQueues = new Dictionary<Permissions, KeyOperation>
    {
        [Permissions.Send] = new() { Method = HttpMethod.Post, Path = "/" + Messages },
        [Permissions.Peek] = new() { Method = HttpMethod.Get, Path = "/" + Messages, Query = PeekOnly },
        [Permissions.Receive] = new()
        {
            Method = HttpMethod.Get,
            Path = "/" + Messages,
            Completion = new() { Method = HttpMethod.Delete, Path = Message, Query = "popreceipt=" + KeyOperation.PopReceiptPlaceholder },
        },
        [Permissions.Update] = new()
        {
            Method = HttpMethod.Put,
            Path = Message,
            Query = $"popreceipt={KeyOperation.PopReceiptPlaceholder}&visibilitytimeout={KeyOperation.VisibilityTimeoutPlaceholder}",
        },
    }.ToFrozenDictionary();

    public static ReadOnlyDictionary<string, string> UploadHeaders(bool isAppendBlob) => isAppendBlob ? AppendHeaders : BlockHeaders;

    /// <summary>The query of a request, beside the token.</summary>
    public static string QueryOf(KeyGrant grant, Permissions permission, bool isSnapshot) => permission switch
    {
        Permissions.Append => AppendBlock,
        Permissions.List => grant.Scope.Name.Length == 0 ? List : $"{List}&prefix={PercentEncoding.Encode(grant.Scope.Name)}",
        Permissions.Peek => PeekOnly,
        _ when grant.Scope.VersionId is { } version => $"{(isSnapshot ? "snapshot" : "versionid")}={PercentEncoding.Encode(version)}",
        _ => "",
    };

    /// <summary>What each permission of a signed query is for.</summary>
    public static IReadOnlyDictionary<Permissions, KeyOperation> Of(KeyGrant grant, in GrantExtras extras)
    {
        Dictionary<Permissions, KeyOperation> operations = [];
        foreach (Permissions permission in grant.Permissions.Each())
        {
            operations.Add(permission, grant.Scope.Kind == ResourceKinds.Queue ? OfQueues[permission] : OfBlobs(grant, permission, extras));
        }

        return operations;
    }

    private static KeyOperation OfBlobs(KeyGrant grant, Permissions permission, in GrantExtras extras) => new()
    {
        Method = permission.ToHttpMethod(),
        Path = permission == Permissions.List ? "" : Name,
        Query = permission == Permissions.List
            ? $"{List}&prefix={KeyOperation.NamePlaceholder}"
            : QueryOf(grant, permission, extras.IsSnapshot),
        Headers = permission is Permissions.Create or Permissions.Write ? UploadHeaders(extras.IsAppendBlob) : ReadOnlyDictionary<string, string>.Empty,
    };

    private static ReadOnlyDictionary<string, string> Headers(string blobType) => new(new Dictionary<string, string> { [BlobType] = blobType });
}
