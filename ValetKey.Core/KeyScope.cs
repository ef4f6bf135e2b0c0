using System.Text.Json.Serialization;
using ValetKey.Internal;
using ValetKey.Json;

namespace ValetKey;

/// <summary>What a key opens: one object, one part of an upload, everything under a prefix, a container, or a queue.</summary>
/// <remarks>
/// The rules for names are the strictest that all services share, so that a name means the same everywhere; a provider may refuse more.
/// Refused are: empty names; names over 1,024 bytes of UTF-8; control characters; backslashes; lone surrogates; a leading <c>/</c>;
/// the segments <c>.</c> and <c>..</c>. A prefix ends in <c>/</c>, so that <c>tenant1/</c> never opens <c>tenant10/</c>.
/// </remarks>
[JsonConverter(typeof(KeyScopeJsonConverter))]
public sealed partial record KeyScope
{
    /// <summary>The highest number that a part can have, as on Amazon S3 (Amazon S3 User Guide, "Multipart upload limits").</summary>
    public const int MaximumPartNumber = 10_000;

    private KeyScope(ResourceKinds kind, string container, string name, string? versionId = null, string? uploadId = null, int partNumber = 0)
    {
        Kind = kind;
        Container = container;
        Name = name;
        VersionId = versionId;
        UploadId = uploadId;
        PartNumber = partNumber;
    }

    /// <summary>The one kind of resource.</summary>
    public ResourceKinds Kind { get; }

    /// <summary>The container (an S3 or Google Cloud Storage bucket, an Azure container), or the queue.</summary>
    public string Container { get; }

    /// <summary>The object's name or the prefix; empty for a container or a queue.</summary>
    public string Name { get; }

    /// <summary>The object's version; null means the current one.</summary>
    public string? VersionId { get; }

    /// <summary>The upload that the part belongs to, as the storage service names it; null where the scope is no part.</summary>
    public string? UploadId { get; }

    /// <summary>The part's number, from 1 to <see cref="MaximumPartNumber"/>; 0 where the scope is no part.</summary>
    public int PartNumber { get; }

    /// <summary>One object.</summary>
    /// <param name="container">The container, up to 255 characters, without <c>/</c>.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="versionId">The version, or null for the current one.</param>
    /// <exception cref="ArgumentException">A name breaks the rules; the message says which and how.</exception>
    public static KeyScope ForObject(string container, string name, string? versionId = null)
    {
        NameRules.CheckContainer(container, nameof(container));
        NameRules.CheckName(name, nameof(name));
        if (versionId is null)
        {
            return new(ResourceKinds.Object, container, name);
        }

        NameRules.CheckVersionId(versionId, nameof(versionId));
        return new(ResourceKinds.ObjectVersion, container, name, versionId);
    }

    /// <summary>One part of an upload in parts, to be put once or again until the application completes the upload.</summary>
    /// <param name="container">The container, up to 255 characters, without <c>/</c>.</param>
    /// <param name="name">The name of the object that the parts will make.</param>
    /// <param name="uploadId">The upload, as the storage service named it when the application began it; up to 1,024 characters.</param>
    /// <param name="number">The part's number, from 1 to <see cref="MaximumPartNumber"/>.</param>
    /// <exception cref="ArgumentException">A name breaks the rules; the message says which and how.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is out of range.</exception>
    public static KeyScope ForPart(string container, string name, string uploadId, int number)
    {
        NameRules.CheckContainer(container, nameof(container));
        NameRules.CheckName(name, nameof(name));
        NameRules.CheckVersionId(uploadId, nameof(uploadId));
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, MaximumPartNumber);
        return new(ResourceKinds.Part, container, name, versionId: null, uploadId, number);
    }

    /// <summary>Every object whose name begins with <paramref name="prefix"/>.</summary>
    /// <param name="container">The container, up to 255 characters, without <c>/</c>.</param>
    /// <param name="prefix">The prefix, ending in <c>/</c>.</param>
    /// <exception cref="ArgumentException">A name breaks the rules; the message says which and how.</exception>
    public static KeyScope ForPrefix(string container, string prefix)
    {
        NameRules.CheckContainer(container, nameof(container));
        NameRules.CheckPrefix(prefix, nameof(prefix));
        return new(ResourceKinds.Prefix, container, prefix);
    }

    /// <summary>A whole container.</summary>
    /// <param name="container">The container, up to 255 characters, without <c>/</c>.</param>
    /// <exception cref="ArgumentException">The name breaks the rules; the message says how.</exception>
    public static KeyScope ForContainer(string container)
    {
        NameRules.CheckContainer(container, nameof(container));
        return new(ResourceKinds.Container, container, "");
    }

    /// <summary>A queue.</summary>
    /// <param name="name">The queue, up to 255 characters, without <c>/</c>.</param>
    /// <exception cref="ArgumentException">The name breaks the rules; the message says how.</exception>
    public static KeyScope ForQueue(string name)
    {
        NameRules.CheckContainer(name, nameof(name));
        return new(ResourceKinds.Queue, name, "");
    }

    /// <summary>Whether a key for this scope opens everything that a key for <paramref name="other"/> opens.</summary>
    /// <remarks>
    /// Names compare byte for byte. The current version does not cover a named one, nor the other way round; a prefix and a container
    /// cover all versions, and all parts.
    /// </remarks>
    public bool Covers(KeyScope other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Kind switch
        {
            ResourceKinds.Container => other.Kind != ResourceKinds.Queue && Container == other.Container,
            ResourceKinds.Prefix => other.Kind is ResourceKinds.Object or ResourceKinds.ObjectVersion or ResourceKinds.Part or ResourceKinds.Prefix
                && Container == other.Container
                && other.Name.StartsWith(Name, StringComparison.Ordinal),
            _ => Equals(other),
        };
    }
}
