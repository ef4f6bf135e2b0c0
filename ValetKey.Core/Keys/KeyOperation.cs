using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using ValetKey.Json;
using ValetKey.Providers;

namespace ValetKey;

/// <summary>One request that a <see cref="SignedQuery"/> opens: what it needs beside the token.</summary>
public sealed record KeyOperation
{
    /// <summary>The <see cref="Name"/> of an operation that uploads one block of an object, which <see cref="PutBlockList"/> joins later.</summary>
    public const string PutBlock = "putBlock";

    /// <summary>The <see cref="Name"/> of an operation that makes an object of the blocks that were uploaded.</summary>
    public const string PutBlockList = "putBlockList";

    /// <summary>The <see cref="Name"/> of an operation that ends another; see <see cref="Acknowledge"/>.</summary>
    public const string Acknowledging = "acknowledge";

    /// <summary>Stands in <see cref="Path"/> or <see cref="Query"/> for the escaped name of the object.</summary>
    public const string NamePlaceholder = "{name}";

    /// <summary>Stands for the escaped id of a block, which the client chooses: on Azure base64, of one length within a blob.</summary>
    public const string BlockIdPlaceholder = "{blockId}";

    /// <summary>Stands for the escaped id of a queue's message that was received.</summary>
    public const string MessageIdPlaceholder = "{messageId}";

    /// <summary>Stands for the escaped receipt that came with the message.</summary>
    public const string ReceiptPlaceholder = "{receipt}";

    /// <summary>Stands for how long the message is to stay hidden, in whole seconds.</summary>
    public const string VisibilityTimeoutPlaceholder = "{visibilityTimeout}";

    /// <summary>
    /// What the client calls it, unique within the key. One operation of each permission bears the permission's own name; further ones, such as
    /// <see cref="PutBlock"/>, have a name of their own.
    /// </summary>
    /// <value>Default: the name of <see cref="Permission"/> in camel case, such as <c>read</c> or <c>readProperties</c>.</value>
    public string Name { get => field ?? EnumNames<Permissions>.Of(Permission) ?? ""; init; }

    /// <summary>The one permission that it takes.</summary>
    [JsonConverter(typeof(PermissionJsonConverter))]
    public required Permissions Permission { get; init; }

    /// <summary>The HTTP method.</summary>
    [JsonConverter(typeof(HttpMethodJsonConverter))]
    public required HttpMethod Method { get; init; }

    /// <summary>What follows the base URL, such as <c>/{name}</c>. In a path the slashes of the name stay as they are.</summary>
    /// <value>Default: empty.</value>
    public string Path { get; init; } = "";

    /// <summary>What follows the token, such as <c>restype=container&amp;comp=list</c>.</summary>
    /// <value>Default: empty.</value>
    public string Query { get; init; } = "";

    /// <summary>Every header that the client has to send.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What acknowledges the operation later: for <see cref="Permissions.Receive"/> the deletion of a message that was handled.</summary>
    /// <value>Default: null; nothing does.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] // With a host's own options too.
    public KeyOperation? Acknowledge { get; init; }

    /// <summary>How the text of a message becomes the body, for <see cref="Permissions.Send"/> and <see cref="Permissions.Update"/>.</summary>
    /// <value>Default: null; the body is the message itself.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MessageFormat? MessageFormat { get; init; }

    /// <summary>For signers: per permission the usual request, with the permission's method and the object's name behind the base URL.</summary>
    /// <param name="permissions">The key's permissions, on objects.</param>
    public static IReadOnlyList<KeyOperation> OnObjects(Permissions permissions)
    {
        List<KeyOperation> operations = [];
        foreach (Permissions permission in permissions.Each())
        {
            operations.Add(new KeyOperation { Permission = permission, Method = permission.ToHttpMethod(), Path = "/" + NamePlaceholder });
        }

        return operations;
    }
}
