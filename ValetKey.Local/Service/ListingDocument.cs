using System.Text.Json.Serialization;
using ValetKey.Local.Storage;

namespace ValetKey.Local.Service;

/// <summary>One page of names, as JSON.</summary>
/// <param name="Container">The container.</param>
/// <param name="Prefix">What every name begins with.</param>
/// <param name="Objects">The objects, in the order of their names' bytes.</param>
/// <param name="Prefixes">With a delimiter: what the names beyond it begin with.</param>
/// <param name="Next">Where the next page starts (<c>after</c>), or null on the last.</param>
internal sealed record ListingDocument(
    string Container, string Prefix, IReadOnlyList<ListedObject> Objects, IReadOnlyList<string> Prefixes, string? Next);

/// <summary>One object in a listing.</summary>
internal sealed record ListedObject(
    string Name, long Length, [property: JsonPropertyName("etag")] string ETag, DateTimeOffset LastModified, string? ContentType)
{
    public static ListedObject Of(ObjectInfo found) => new(found.Name, found.Length, found.ETag, found.LastModified, found.Headers.ContentType);
}
