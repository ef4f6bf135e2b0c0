using System.Text.Json.Serialization;
using ValetKey.Json;

namespace ValetKey;

/// <summary>
/// The kinds of <see cref="KeyConstraints"/>, as fine as the differences between the services: one may sign an exact length
/// and have no way to express a range, or know one checksum algorithm and not another.
/// </summary>
[Flags]
[JsonConverter(typeof(ConstraintKindsJsonConverter))]
public enum ConstraintKinds
{
    /// <summary>No constraint.</summary>
    None = 0,

    /// <summary>One content type, such as <c>image/png</c>.</summary>
    ContentType = 1 << 0,

    /// <summary>A family of content types, such as <c>image/*</c>. A service that enforces it also enforces <see cref="ContentType"/>.</summary>
    ContentTypeFamily = 1 << 1,

    /// <summary>An exact content length.</summary>
    ExactLength = 1 << 2,

    /// <summary>A range of content lengths. A service that enforces it also enforces <see cref="ExactLength"/>.</summary>
    LengthRange = 1 << 3,

    /// <summary>The MD5 hash of the content.</summary>
    ChecksumMd5 = 1 << 4,

    /// <summary>The SHA-256 hash of the content.</summary>
    ChecksumSha256 = 1 << 5,

    /// <summary>The CRC-32C of the content.</summary>
    ChecksumCrc32C = 1 << 6,

    /// <summary>The CRC-64/NVME of the content.</summary>
    ChecksumCrc64Nvme = 1 << 7,

    /// <summary>The network (CIDR block) that the client must connect from.</summary>
    ClientNetwork = 1 << 8,

    /// <summary>A start in the future.</summary>
    NotBefore = 1 << 9,

    /// <summary>Headers that the response will bear.</summary>
    Response = 1 << 10,

    /// <summary>The metadata that the object will bear.</summary>
    Metadata = 1 << 11,

    /// <summary>The service itself refuses plain HTTP.</summary>
    HttpsOnly = 1 << 12,

    /// <summary>The key opens one successful use.</summary>
    SingleUse = 1 << 13,

    /// <summary>
    /// A range of client addresses that is no single network. A service that enforces it also enforces <see cref="ClientNetwork"/>.
    /// </summary>
    ClientAddressRange = 1 << 14,
}
