using Azure;
using Azure.Storage.Blobs.Models;
using ValetKey.Providers;

namespace ValetKey.Azure.Operations;

/// <summary>What the service says of a blob, and asks of what is done with it.</summary>
internal static class BlobFacts
{
    /// <summary>What a blob has where none was said ("Put Block List", Blob service REST API: x-ms-blob-content-type).</summary>
    public const string DefaultContentType = "application/octet-stream";

    /// <summary>
    /// No checksum is told. The service keeps a Content-MD5, but it is the uploader's word: Put Block List and Set Blob Properties store
    /// <c>x-ms-blob-content-md5</c> without a look at the content, and nothing tells from one that was computed.
    /// </summary>
    public static StorageObject Of(string container, string name, BlobProperties blob) =>
        new(container, name, blob.ContentLength, RevisionOf(blob.ETag))
        {
            ContentType = blob.ContentType,
            Metadata = Lower(blob.Metadata),
            LastModified = blob.LastModified,
        };

    /// <summary>A blob that was just made.</summary>
    public static StorageObject Of(string container, string name, long length, ObjectProperties properties, BlobContentInfo blob) =>
        new(container, name, length, RevisionOf(blob.ETag))
        {
            ContentType = properties.ContentType ?? DefaultContentType,
            Metadata = Lower(properties.Metadata),
            LastModified = blob.LastModified,
        };

    /// <summary>Without quotation marks, which listings leave out.</summary>
    public static string RevisionOf(ETag tag) => tag.ToString().Trim('"');

    public static BlobRequestConditions IfMatch(string revision) => new() { IfMatch = new ETag(revision) };

    /// <exception cref="ArgumentException">Azure cannot keep it ("Naming and referencing containers, blobs, and metadata").</exception>
    public static void Check(ObjectProperties properties)
    {
        foreach (string name in properties.Metadata.Keys)
        {
            if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
            {
                throw new ArgumentException(
                    $"{nameof(properties.Metadata)} has the name '{name}'; on Azure names are letters, digits and underscores, a digit not being the "
                    + "first.",
                    nameof(properties));
            }
        }
    }

    private static Dictionary<string, string> Lower(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        Dictionary<string, string> lower = new(StringComparer.Ordinal);
        foreach ((string name, string value) in metadata)
        {
            lower[name.ToLowerInvariant()] = value;
        }

        return lower;
    }
}
