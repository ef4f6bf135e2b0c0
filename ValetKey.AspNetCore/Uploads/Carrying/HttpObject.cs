using ValetKey.Providers;

namespace ValetKey.AspNetCore.Carrying;

/// <summary>What an answer's headers say of an object.</summary>
internal static class HttpObject
{
    // Services put a word of their own before it: x-amz-meta-, x-ms-meta-, x-object-meta-.
    private const string MetadataInfix = "-meta-";

    /// <exception cref="ValetKeyException">The answer does not tell one content from another.</exception>
    public static StorageObject Of(string container, string name, HttpResponseMessage answer)
    {
        Dictionary<string, string> metadata = [];
        foreach ((string header, IEnumerable<string> values) in answer.Headers)
        {
            int at = header.IndexOf(MetadataInfix, StringComparison.OrdinalIgnoreCase);
            if (at > 0)
            {
                metadata[header[(at + MetadataInfix.Length)..].ToLowerInvariant()] = string.Join(", ", values);
            }
        }

        return new StorageObject(container, name, LengthOf(answer), answer.Headers.ETag?.ToString() ?? throw new ValetKeyException(
            ValetKeyErrorReason.ProviderFailure, "The store answers without an entity tag, so contents cannot be told from each other."))
        {
            ContentType = answer.Content.Headers.ContentType?.ToString(),
            Metadata = metadata,
            LastModified = answer.Content.Headers.LastModified ?? default,
        };
    }

    private static long LengthOf(HttpResponseMessage answer) => answer.Content.Headers.ContentLength ?? throw new ValetKeyException(
        ValetKeyErrorReason.ProviderFailure, "The store answers without a length.");
}
