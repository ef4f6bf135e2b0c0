using System.Text;

namespace ValetKey.Tests.Azure.Servers.Support;

/// <summary>Something that a holder of a token tries that no permission is named after, and what it takes to be allowed.</summary>
/// <param name="Name">The operation in words.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">What it is tried on.</param>
/// <param name="Query">The operation's own parameters.</param>
/// <param name="Needs">The permissions any of which does.</param>
internal sealed record BlobUse(string Name, HttpMethod Method, BlobTarget Target, string Query, Permissions Needs)
{
    private const Permissions Uploads = Permissions.Create | Permissions.Write;

    public static readonly BlobUse[] Every =
    [
        new("read properties", HttpMethod.Head, BlobTarget.Blob, "", Permissions.Read),
        new("read metadata", HttpMethod.Get, BlobTarget.Blob, "comp=metadata", Permissions.Read),
        new("read block list", HttpMethod.Get, BlobTarget.Blob, "comp=blocklist", Permissions.Read),
        new("overwrite by an append blob", HttpMethod.Put, BlobTarget.Blob, "", Permissions.Write) { Headers = Typed("AppendBlob") },
        new("overwrite by a copy", HttpMethod.Put, BlobTarget.Blob, "", Permissions.Write) { CopiesNeighbour = true },
        new("put block", HttpMethod.Put, BlobTarget.Blob, "comp=block&blockid=MDE%3D", Permissions.Write) { Body = "other" },
        new("put block list", HttpMethod.Put, BlobTarget.Blob, "comp=blocklist", Permissions.Write) { Body = "<BlockList></BlockList>" },
        new("set metadata", HttpMethod.Put, BlobTarget.Blob, "comp=metadata", Permissions.Write)
        {
            Headers = new() { ["x-ms-meta-owner"] = "other" },
        },
        new("set properties", HttpMethod.Put, BlobTarget.Blob, "comp=properties", Permissions.Write)
        {
            Headers = new() { ["x-ms-blob-content-type"] = "text/html" },
        },
        new("set tier", HttpMethod.Put, BlobTarget.Blob, "comp=tier", Permissions.Write) { Headers = new() { ["x-ms-access-tier"] = "Cool" } },
        new("lease", HttpMethod.Put, BlobTarget.Blob, "comp=lease", Permissions.Write)
        {
            Headers = new() { ["x-ms-lease-action"] = "acquire", ["x-ms-lease-duration"] = "15" },
        },
        new("snapshot", HttpMethod.Put, BlobTarget.Blob, "comp=snapshot", Uploads),
        new("read tags", HttpMethod.Get, BlobTarget.Blob, "comp=tags", Permissions.None),
        new("set tags", HttpMethod.Put, BlobTarget.Blob, "comp=tags", Permissions.None)
        {
            Body = "<Tags><TagSet><Tag><Key>owner</Key><Value>other</Value></Tag></TagSet></Tags>",
        },
        new("create", HttpMethod.Put, BlobTarget.NewBlob, "", Uploads) { Headers = Typed("BlockBlob"), Body = "other" },
        new("create an append blob", HttpMethod.Put, BlobTarget.NewBlob, "", Uploads) { Headers = Typed("AppendBlob") },
        new("create by blocks", HttpMethod.Put, BlobTarget.NewBlob, "comp=blocklist", Permissions.Write) { Body = "<BlockList></BlockList>" },
        new("create by a copy", HttpMethod.Put, BlobTarget.NewBlob, "", Uploads) { CopiesNeighbour = true },
        new("append", HttpMethod.Put, BlobTarget.AppendBlob, "comp=appendblock", Permissions.Append | Permissions.Write) { Body = "other" },
        new("read container's properties", HttpMethod.Get, BlobTarget.Container, "restype=container", Permissions.None),
        new("set container's metadata", HttpMethod.Put, BlobTarget.Container, "restype=container&comp=metadata", Permissions.None)
        {
            Headers = new() { ["x-ms-meta-owner"] = "other" },
        },
        new("read access policies", HttpMethod.Get, BlobTarget.Container, "restype=container&comp=acl", Permissions.None),
        new("make container public", HttpMethod.Put, BlobTarget.Container, "restype=container&comp=acl", Permissions.None)
        {
            Headers = new() { ["x-ms-blob-public-access"] = "container" },
        },
        new("delete container", HttpMethod.Delete, BlobTarget.Container, "restype=container", Permissions.None),
        new("list containers", HttpMethod.Get, BlobTarget.Account, "comp=list", Permissions.None),
        new("read the account's properties", HttpMethod.Get, BlobTarget.Account, "restype=service&comp=properties", Permissions.None),
    ];

    public Dictionary<string, string> Headers { get; init; } = [];

    public string? Body { get; init; }

    public bool CopiesNeighbour { get; init; }

    public bool IsAllowedBy(Permissions permission) => (Needs & permission) != 0;

    /// <summary>The request of somebody who has a token and an address. Azurite copies whatever lies in its own account, token or none.</summary>
    public HttpRequestMessage ToRequest(string address, string token, string neighbour)
    {
        string query = Query.Length == 0 ? token : $"{token}&{Query}";
        HttpRequestMessage request = new(Method, $"{address}?{query}");
        if (Method == HttpMethod.Put)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body ?? ""));
        }

        foreach ((string name, string value) in Headers)
        {
            request.Headers.Add(name, value);
        }

        if (CopiesNeighbour)
        {
            request.Headers.Add("x-ms-copy-source", neighbour);
        }

        return request;
    }

    public override string ToString() => Name;

    private static Dictionary<string, string> Typed(string type) => new() { ["x-ms-blob-type"] = type };
}
