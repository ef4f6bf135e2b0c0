using System.Text.Json.Serialization;
using ValetKey.Json;

namespace ValetKey;

/// <summary>What a key permits within its <see cref="KeyScope"/>.</summary>
/// <remarks>
/// There is deliberately no <c>All</c>: what a key permits should be read off the code that asks for it.
/// <see cref="Send"/> to <see cref="Update"/> are for queues, all others for objects.
/// </remarks>
[Flags]
[JsonConverter(typeof(PermissionsJsonConverter))]
public enum Permissions
{
    /// <summary>Nothing. Never a valid request.</summary>
    None = 0,

    /// <summary>Read an object's content.</summary>
    Read = 1 << 0,

    /// <summary>Read an object's properties and metadata without its content (HTTP HEAD).</summary>
    ReadProperties = 1 << 1,

    /// <summary>Create an object that does not exist yet. Never overwrites: where the service cannot promise that, the request is refused.</summary>
    Create = 1 << 2,

    /// <summary>Create an object or overwrite it.</summary>
    Write = 1 << 3,

    /// <summary>Add to the end of an object.</summary>
    Append = 1 << 4,

    /// <summary>Delete an object.</summary>
    Delete = 1 << 5,

    /// <summary>List the names in a container or under a prefix.</summary>
    List = 1 << 6,

    /// <summary>Put messages into a queue.</summary>
    Send = 1 << 7,

    /// <summary>Take messages from a queue and delete them once handled.</summary>
    Receive = 1 << 8,

    /// <summary>Look at a queue's messages without taking them.</summary>
    Peek = 1 << 9,

    /// <summary>Change a message that was received, or how long it stays hidden.</summary>
    Update = 1 << 10,
}
