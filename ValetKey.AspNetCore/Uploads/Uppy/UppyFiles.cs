using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ValetKey.AspNetCore.Access;
using ValetKey.AspNetCore.Contract;
using ValetKey.AspNetCore.Endpoints;
using ValetKey.Providers;

namespace ValetKey.AspNetCore.Uppy;

/// <summary>
/// Files as Uppy declares them. It does not say their length by itself, and without one nothing would hold the client to anything: it must stand in
/// the metadata.
/// </summary>
internal static class UppyFiles
{
    private const string Size = "size";

    // Uppy's own, in S3Uploader: no shorter, and at most so many.
    private const long ShortestPart = 5 << 20;
    private const int MostParts = 10_000;

    public static UploadDeclaration Read(IQueryCollection query) => Declare(
        query["filename"], query["type"], query[$"metadata[{Size}]"]);

    public static UploadDeclaration Read(UppyFileDocument file) => Declare(
        file.Filename, file.Type,
        file.Metadata?.GetValueOrDefault(Size) is { ValueKind: JsonValueKind.Number or JsonValueKind.String } size ? size.ToString() : null);

    /// <summary>As long as Uppy makes parts of a file.</summary>
    /// <param name="length">The file's length.</param>
    /// <param name="wanted">What the page's <c>getChunkSize</c> says; null where it has none.</param>
    /// <param name="limits">What the store asks for; null where it has no parts.</param>
    public static long PartLengthOf(long length, long? wanted, PartLimits? limits)
    {
        long parts = Math.Max(Math.Max(ShortestPart, wanted ?? 0), (length + MostParts - 1) / MostParts);
        long count = (length + parts - 1) / parts;
        return limits is not null && count <= limits.MaximumCount && parts <= limits.MaximumLength && (count <= 1 || parts >= limits.MinimumLength)
            ? parts
            : throw new RefusedException(Problems.Refused("The store takes no uploads in parts of this length."));
    }

    private static UploadDeclaration Declare(string? name, string? type, string? size) => Declarations.Read(new DeclarationDocument
    {
        Name = name,
        Length = long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long length)
            ? length
            : throw new RefusedException(Problems.Malformed(
                "The metadata have no 'size': the page says it, by uppy.setFileMeta(file.id, { size: file.size }) when a file is added.")),
        ContentType = string.IsNullOrEmpty(type) ? null : type,
    });
}
