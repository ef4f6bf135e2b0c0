namespace ValetKey.Tests.Azure.Servers.Support;

/// <summary>Something that a holder of a token for a queue tries, and what it takes to be allowed.</summary>
/// <param name="Name">The operation in words.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">What follows the queue's address; <c>{id}</c> stands for a message.</param>
/// <param name="Query">The operation's own parameters; <c>{receipt}</c> stands for the message's receipt.</param>
/// <param name="Needs">The permission for it.</param>
internal sealed record QueueUse(string Name, HttpMethod Method, string Path, string Query, Permissions Needs)
{
    public static readonly QueueUse[] Every =
    [
        new("send", HttpMethod.Post, "/messages", "", Permissions.Send),
        new("peek", HttpMethod.Get, "/messages", "peekonly=true", Permissions.Peek),
        new("receive", HttpMethod.Get, "/messages", "", Permissions.Receive),
        new("update", HttpMethod.Put, "/messages/{id}", "popreceipt={receipt}&visibilitytimeout=5", Permissions.Update),
        new("delete message", HttpMethod.Delete, "/messages/{id}", "popreceipt={receipt}", Permissions.Receive),
        new("clear", HttpMethod.Delete, "/messages", "", Permissions.None),
        new("read metadata", HttpMethod.Get, "", "comp=metadata", Permissions.Peek),
        new("set metadata", HttpMethod.Put, "", "comp=metadata", Permissions.None),
        new("read access policies", HttpMethod.Get, "", "comp=acl", Permissions.None),
        new("set access policies", HttpMethod.Put, "", "comp=acl", Permissions.None),
        new("delete queue", HttpMethod.Delete, "", "", Permissions.None),
        new("create queue", HttpMethod.Put, "-new", "", Permissions.None),
        new("list queues", HttpMethod.Get, "/..", "comp=list", Permissions.None),
    ];

    public HttpRequestMessage ToRequest(string queue, string token, string id, string receipt)
    {
        string path = Path.Replace("{id}", id, StringComparison.Ordinal);
        string query = Query.Replace("{receipt}", Uri.EscapeDataString(receipt), StringComparison.Ordinal);
        HttpRequestMessage request = new(Method, new Uri($"{queue}{path}?{token}{(query.Length == 0 ? "" : "&")}{query}"));
        if (Method == HttpMethod.Put || Method == HttpMethod.Post)
        {
            request.Content = new StringContent("<QueueMessage><MessageText>other</MessageText></QueueMessage>");
        }

        return request;
    }

    public override string ToString() => Name;
}
