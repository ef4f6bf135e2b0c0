using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Queues.Support;

/// <summary>Something that who holds a token for a queue tries, and what it takes to be allowed.</summary>
/// <param name="Name">The request in words.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">What follows the queue; <c>{id}</c> stands for a message.</param>
/// <param name="Added">What follows the signature; <c>{receipt}</c> stands for the message's receipt.</param>
/// <param name="Needs">The permission for it; none if there is no such request.</param>
public sealed record QueueTry(string Name, string Method, string Path, string Added, Permissions Needs)
{
    public static readonly QueueTry[] Every =
    [
        new("send", "POST", "/messages", "", Permissions.Send),
        new("receive", "GET", "/messages", "", Permissions.Receive),
        new("peek", "GET", "/messages", "&peek=true", Permissions.Peek),
        new("update", "PUT", "/messages/{id}", "&receipt={receipt}&visibility=0", Permissions.Update),
        new("delete", "DELETE", "/messages/{id}", "&receipt={receipt}", Permissions.Receive),
        new("delete all", "DELETE", "/messages", "", Permissions.None),
        new("read one", "GET", "/messages/{id}", "", Permissions.None),
        new("send to one", "POST", "/messages/{id}", "", Permissions.None),
        new("head", "HEAD", "/messages", "", Permissions.None),
        new("patch", "PATCH", "/messages/{id}", "", Permissions.None),
    ];

    internal HttpRequestMessage ToRequest(string queueUrl, string token, Received message)
    {
        string path = Path.Replace("{id}", message.Id, StringComparison.Ordinal);
        string added = Added.Replace("{receipt}", message.Receipt, StringComparison.Ordinal);
        return new HttpRequestMessage(new HttpMethod(Method), $"{queueUrl}{path}?{token}{added}")
        {
            Content = Method is "POST" or "PUT" or "PATCH" ? Bodies.Text("an intruder's") : null,
        };
    }

    public override string ToString() => Name;
}
