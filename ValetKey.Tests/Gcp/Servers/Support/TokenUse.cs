namespace ValetKey.Tests.Gcp.Servers.Support;

/// <summary>One thing to try with a token for <c>tenant1/</c> or its bucket.</summary>
/// <param name="Name">What is tried.</param>
/// <param name="Needs">One of these permissions opens it.</param>
/// <param name="Where">The narrowest key that reaches it; none where no key does.</param>
/// <param name="Request">The request.</param>
internal sealed record TokenUse(string Name, Permissions Needs, ResourceKinds Where, Func<BearerToken, string, string, HttpRequestMessage> Request)
{
    public static IReadOnlyList<TokenUse> All { get; } =
    [
        new("read", Permissions.Read, ResourceKinds.Prefix, (token, bucket, _) => Object(token, HttpMethod.Get, bucket, "tenant1/object")),
        new("read properties", Permissions.Read, ResourceKinds.Prefix,
            (token, bucket, _) => Object(token, HttpMethod.Head, bucket, "tenant1/object")),
        new("create", Permissions.Create | Permissions.Write, ResourceKinds.Prefix,
            (token, bucket, _) => Object(token, HttpMethod.Put, bucket, "tenant1/new")),
        new("overwrite", Permissions.Write, ResourceKinds.Prefix, (token, bucket, _) => Object(token, HttpMethod.Put, bucket, "tenant1/object")),
        new("delete", Permissions.Delete, ResourceKinds.Prefix, (token, bucket, _) => Object(token, HttpMethod.Delete, bucket, "tenant1/object")),
        new("start a resumable upload", Permissions.Create | Permissions.Write, ResourceKinds.Prefix,
            (token, bucket, _) => Start(token, bucket, "tenant1/new")),
        new("list", Permissions.List, ResourceKinds.Prefix, (token, bucket, _) => List(token, bucket, "tenant1/")),
        new("list below", Permissions.List, ResourceKinds.Prefix, (token, bucket, _) => List(token, bucket, "tenant1/ob")),
        new("list neighbouring prefix", Permissions.List, ResourceKinds.Container, (token, bucket, _) => List(token, bucket, "tenant10/")),
        new("list shorter prefix", Permissions.List, ResourceKinds.Container, (token, bucket, _) => List(token, bucket, "tenant1")),
        new("list everything", Permissions.List, ResourceKinds.Container, (token, bucket, _) => List(token, bucket, null)),
        new("read in neighbouring prefix", Permissions.Read, ResourceKinds.Container,
            (token, bucket, _) => Object(token, HttpMethod.Get, bucket, "tenant10/object")),
        new("write in neighbouring prefix", Permissions.Write, ResourceKinds.Container,
            (token, bucket, _) => Object(token, HttpMethod.Put, bucket, "tenant10/object")),
        new("create beside the prefix", Permissions.Create | Permissions.Write, ResourceKinds.Container,
            (token, bucket, _) => Object(token, HttpMethod.Put, bucket, "tenant1")),
        new("delete in neighbouring prefix", Permissions.Delete, ResourceKinds.Container,
            (token, bucket, _) => Object(token, HttpMethod.Delete, bucket, "tenant10/object")),
        new("read in other bucket", Permissions.Read, ResourceKinds.None,
            (token, _, other) => Object(token, HttpMethod.Get, other, "tenant1/object")),
        new("write in other bucket", Permissions.Write, ResourceKinds.None, (token, _, other) => Object(token, HttpMethod.Put, other, "tenant1/new")),
        new("list other bucket", Permissions.List, ResourceKinds.None, (token, _, other) => List(token, other, "tenant1/")),
        new("delete bucket", Permissions.Delete, ResourceKinds.None,
            (token, bucket, _) => token.CreateRequest(HttpMethod.Delete, $"{token.BaseUrl}/{bucket}")),
    ];

    public bool IsAllowed(ResourceKinds scope, Permissions permissions) =>
        (permissions & Needs) != 0 && (Where == ResourceKinds.Prefix || Where == scope);

    public static HttpRequestMessage Object(BearerToken token, HttpMethod method, string bucket, string name) => token.CreateRequest(
        method, $"{token.BaseUrl}/{bucket}/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}",
        method == HttpMethod.Put ? new ByteArrayContent([2]) : null);

    public static HttpRequestMessage List(BearerToken token, string bucket, string? prefix) =>
        token.CreateRequest(HttpMethod.Get,
            $"{token.BaseUrl}/{bucket}?list-type=2{(prefix is null ? "" : "&prefix=" + Uri.EscapeDataString(prefix))}");

    public override string ToString() => Name;

    private static HttpRequestMessage Start(BearerToken token, string bucket, string name)
    {
        HttpRequestMessage request = token.CreateRequest(HttpMethod.Post, $"{token.BaseUrl}/{bucket}/{name}");
        request.Headers.Add("x-goog-resumable", "start");
        return request;
    }
}
