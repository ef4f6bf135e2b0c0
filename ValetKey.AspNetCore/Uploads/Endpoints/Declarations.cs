using System.Net.Http.Headers;
using System.Text;
using ValetKey.AspNetCore.Access;
using ValetKey.AspNetCore.Contract;

namespace ValetKey.AspNetCore.Endpoints;

/// <summary>Reads what clients declare, and refuses what no file can be.</summary>
internal static class Declarations
{
    private const int MaximumTypeLength = 255;

    public static UploadDeclaration Read(DeclarationDocument document) => new()
    {
        Name = CheckName(document.Name),
        Length = document.Length is >= 0 and { } length ? length : throw Malformed("'length' is the number of bytes, 0 or more."),
        ContentType = CheckType(document.ContentType),
        Checksum = ReadChecksum(document.Checksum),
    };

    public static Checksum? ReadChecksum(ChecksumDocument? document)
    {
        if (document is null)
        {
            return null;
        }

        ChecksumAlgorithm algorithm = ChecksumNames.Find(document.Algorithm)
            ?? throw Malformed("A checksum's 'algorithm' is md5, sha256, crc32c or crc64nvme.");
        try
        {
            return Checksum.FromBase64(algorithm, document.Value ?? "");
        }
        catch (ArgumentException)
        {
            throw Malformed($"A checksum's 'value' is its bytes in base64, as many as {document.Algorithm} has.");
        }
    }

    private static string CheckName(string? name) =>
        name is { Length: >= 1 and <= UploadDeclaration.MaximumNameLength } and not ("." or "..")
            && !name.Any(static c => char.IsControl(c) || c is '/' or '\\' or '\u2028' or '\u2029')
            && !HasLoneSurrogate(name)
            ? name
            : throw Malformed($"'name' has 1 to {UploadDeclaration.MaximumNameLength} characters, no slashes and no control characters.");

    private static bool HasLoneSurrogate(string text) => text.EnumerateRunes().Any(static rune => rune == Rune.ReplacementChar)
        && !text.Contains('\uFFFD', StringComparison.Ordinal);

    private static string? CheckType(string? type) =>
        type is null || (type.Length <= MaximumTypeLength && type.All(static c => c is >= ' ' and <= '~')
            && MediaTypeHeaderValue.TryParse(type, out MediaTypeHeaderValue? parsed) && !parsed.MediaType!.Contains('*', StringComparison.Ordinal))
            ? type
            : throw Malformed("'contentType' is one media type, such as image/png.");

    private static RefusedException Malformed(string detail) => new(Problems.Malformed(detail));
}
