using System.Text.Json.Serialization;
using ValetKey.Json;

namespace ValetKey;

/// <summary>The kinds of resource a <see cref="KeyScope"/> can name; as flags, the kinds that a signer can open.</summary>
[Flags]
[JsonConverter(typeof(ResourceKindsJsonConverter))]
public enum ResourceKinds
{
    /// <summary>No kind.</summary>
    None = 0,

    /// <summary>One object.</summary>
    Object = 1 << 0,

    /// <summary>One version of one object.</summary>
    ObjectVersion = 1 << 1,

    /// <summary>Every object whose name begins with a prefix.</summary>
    Prefix = 1 << 2,

    /// <summary>A whole container: an S3 or Google Cloud Storage bucket, an Azure container.</summary>
    Container = 1 << 3,

    /// <summary>A queue.</summary>
    Queue = 1 << 4,

    /// <summary>One part of an upload in parts, which the application has begun.</summary>
    Part = 1 << 5,
}
