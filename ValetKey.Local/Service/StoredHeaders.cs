using System.Buffers;
using ValetKey.Local.Storage;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service;

/// <summary>What is stored beside the content comes back as headers, so an upload may bring only what every download can bear.</summary>
internal static class StoredHeaders
{
    private const int MostMetadataCharacters = 8 * 1024;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz");

    public static Refusal? Check(ObjectHeaders headers) =>
        CheckValue("Content-Type", headers.ContentType)
        ?? CheckValue("Content-Disposition", headers.ContentDisposition)
        ?? CheckValue("Cache-Control", headers.CacheControl)
        ?? CheckValue("Content-Encoding", headers.ContentEncoding)
        ?? CheckValue("Content-Language", headers.ContentLanguage)
        ?? CheckMetadata(headers.Metadata ?? new Dictionary<string, string>());

    private static Refusal? CheckMetadata(IReadOnlyDictionary<string, string> metadata)
    {
        int characters = 0;
        foreach ((string name, string value) in metadata)
        {
            characters += name.Length + value.Length;
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters))
            {
                return Refusal.Malformed(
                    $"A name of metadata follows {ServiceHeaders.MetadataPrefix}, in letters, digits and any of !#$%&'*+-.^_`|~.");
            }

            if (CheckValue(ServiceHeaders.MetadataPrefix + name, value) is { } refusal)
            {
                return refusal;
            }
        }

        return characters <= MostMetadataCharacters
            ? null
            : Refusal.Malformed($"The metadata have {characters} characters; the most is {MostMetadataCharacters}.");
    }

    private static Refusal? CheckValue(string name, string? value) => value is not null && value.AsSpan().ContainsAnyExceptInRange(' ', '~')
        ? Refusal.Malformed($"{name} holds more than printable ASCII. RFC 8187 writes other characters as filename*=UTF-8''….")
        : null;
}
