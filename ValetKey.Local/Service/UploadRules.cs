using System.Net.Http.Headers;
using ValetKey.Local.Storage;
using ValetKey.Local.Storage.Digests;
using ValetKey.Local.Storage.Parts;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service;

/// <summary>Holds an upload to the key's constraints, as far as its headers tell; the store holds the bytes to the rest.</summary>
internal static class UploadRules
{
    public static Refusal? CheckContentType(KeyConstraints constraints, string? contentType)
    {
        if (constraints.ContentType is not { } demanded)
        {
            return null;
        }

        bool fits = constraints.IsContentTypeFamily
            ? contentType is not null
                && contentType.StartsWith(demanded[..^1], StringComparison.OrdinalIgnoreCase)
                && MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
                && !demanded.Equals(type.MediaType, StringComparison.OrdinalIgnoreCase)
            : contentType == demanded;
        return fits
            ? null
            : Refusal.Forbidden(
                LocalRefusalReasons.ContentTypeMismatch, $"The key is for the content type {demanded}; this is {contentType ?? "none"}.");
    }

    public static Refusal? CheckLength(KeyConstraints constraints, long? length) =>
        constraints.ContentLength is { } range && length is { } known && !range.Contains(known)
            ? LengthMismatch(range)
            : null;

    public static Refusal LengthMismatch(LengthRange range) =>
        Refusal.Forbidden(LocalRefusalReasons.LengthMismatch, $"The key is for {range}.");

    public static Refusal? CheckMetadata(KeyConstraints constraints, IReadOnlyDictionary<string, string> metadata)
    {
        IReadOnlyDictionary<string, string> demanded = constraints.Metadata;
        bool fits = demanded.Count == 0
            || (demanded.Count == metadata.Count && demanded.All(item => metadata.TryGetValue(item.Key, out string? value) && value == item.Value));
        return fits
            ? null
            : Refusal.Forbidden(
                LocalRefusalReasons.MetadataMismatch,
                $"The key is for exactly these metadata: {string.Join(", ", demanded.Keys.Select(name => ServiceHeaders.MetadataPrefix + name))}.");
    }

    /// <summary>The metadata among headers or form fields.</summary>
    public static Dictionary<string, string> MetadataOf(IEnumerable<KeyValuePair<string, string>> fields) => fields
        .Where(field => field.Key.StartsWith(ServiceHeaders.MetadataPrefix, StringComparison.OrdinalIgnoreCase))
        .ToDictionary(field => MetadataName(field.Key), field => field.Value);

    /// <summary>In lower case, but for letters beyond ASCII, two of which may share a lower case and none of which is allowed.</summary>
    private static string MetadataName(string field) => string.Concat(
        field.Skip(ServiceHeaders.MetadataPrefix.Length).Select(letter => char.IsAsciiLetterUpper(letter) ? char.ToLowerInvariant(letter) : letter));

    public static PutRequest ToPutRequest(
        VerifiedKey key, string container, string name, PutMode mode, ObjectHeaders headers, Func<ObjectInfo?, bool>? precondition) => new()
        {
            Container = container,
            Name = name,
            Mode = mode,
            Headers = headers,
            MinimumLength = key.Constraints.ContentLength?.Minimum ?? 0,
            MaximumLength = key.Constraints.ContentLength?.Maximum ?? long.MaxValue,
            Expected = key.Constraints.Checksum is { } checksum ? [DigestOf(checksum)] : [],
            Precondition = precondition,
            SingleUse = key.SingleUse,
            Part = key.Scope.Kind == ResourceKinds.Part ? PartOf(key.Scope) : null,
        };

    /// <summary>An id that no upload can have stands for one that does not exist.</summary>
    private static PartTarget PartOf(KeyScope scope) => new(UploadId.TryParse(scope.UploadId) ?? Guid.Empty, scope.PartNumber);

    private static Digest DigestOf(Checksum checksum) => new(
        checksum.Algorithm switch
        {
            ChecksumAlgorithm.Md5 => DigestKinds.Md5,
            ChecksumAlgorithm.Sha256 => DigestKinds.Sha256,
            ChecksumAlgorithm.Crc32C => DigestKinds.Crc32C,
            _ => DigestKinds.Crc64Nvme,
        },
        checksum.Value.ToArray());
}
