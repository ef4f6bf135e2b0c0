using System.Collections.ObjectModel;
using ValetKey.Internal;

namespace ValetKey;

/// <summary>
/// Further limits on a key. Each is enforced by the storage service or the request is refused; none is dropped.
/// </summary>
public sealed record KeyConstraints
{
    /// <summary>No constraints.</summary>
    public static KeyConstraints None { get; } = new();

    /// <summary>
    /// The content type that an upload must bear: one (<c>image/png</c>, parameters compare as written) or a family (<c>image/*</c>).
    /// </summary>
    public string? ContentType { get; init; }

    /// <summary>The bytes that an upload may have.</summary>
    public LengthRange? ContentLength { get; init; }

    /// <summary>The checksum that an upload must have.</summary>
    public Checksum? Checksum { get; init; }

    /// <summary>The metadata that an upload must bear: exactly this. Names are lower-case tokens, values printable ASCII.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Headers that a download will bear.</summary>
    public ResponseOverrides? Response { get; init; }

    /// <summary>The addresses that the client may connect from.</summary>
    public ClientNetwork? ClientNetwork { get; init; }

    /// <summary>
    /// A start in the future. The lifetime counts from here. To begin at once, leave it out: a start equal to now would be refused by
    /// services whose clocks run behind, and the <see cref="ClockSkewPolicy"/> sees to that.
    /// </summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The service itself refuses plain HTTP. (That no http URL is handed out is <see cref="ValetKeyOptions.RequireHttps"/>.)</summary>
    public bool HttpsOnly { get; init; }

    /// <summary>The key opens one successful use.</summary>
    public bool SingleUse { get; init; }

    /// <summary>Which kinds are set.</summary>
    public ConstraintKinds Kinds => ReferenceEquals(this, None) ? ConstraintKinds.None : ConstraintTable.KindsOf(this);

    /// <summary>Whether <see cref="ContentType"/> names a family, such as <c>image/*</c>.</summary>
    public bool IsContentTypeFamily =>
        ContentType is { Length: > 2 } type && type.IndexOf('/', StringComparison.Ordinal) == type.Length - 2 && type[^1] == '*';

    /// <inheritdoc/>
    public bool Equals(KeyConstraints? other) =>
        other is not null
        && ContentType == other.ContentType
        && ContentLength == other.ContentLength
        && Equals(Checksum, other.Checksum)
        && SameMetadata(Metadata, other.Metadata)
        && Response == other.Response
        && Equals(ClientNetwork, other.ClientNetwork)
        && NotBefore == other.NotBefore
        && HttpsOnly == other.HttpsOnly
        && SingleUse == other.SingleUse;

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(ContentType, ContentLength, Checksum, Metadata?.Count, Response, ClientNetwork, NotBefore, (HttpsOnly, SingleUse));

    internal static bool SameMetadata(IReadOnlyDictionary<string, string>? one, IReadOnlyDictionary<string, string>? other)
    {
        if (one is null || other is null)
        {
            return one is null && other is null;
        }

        if (one.Count != other.Count)
        {
            return false;
        }

        foreach ((string name, string value) in one)
        {
            if (!other.TryGetValue(name, out string? otherValue) || value != otherValue)
            {
                return false;
            }
        }

        return true;
    }
}
