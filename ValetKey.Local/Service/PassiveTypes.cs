using System.Collections.Frozen;
using Microsoft.Net.Http.Headers;

namespace ValetKey.Local.Service;

/// <summary>
/// The types that browsers show and do not run. Listed one by one: a family such as <c>image/*</c> would hold SVG, and whatever ends in <c>+xml</c>,
/// which may be run as XHTML.
/// </summary>
internal static class PassiveTypes
{
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/apng", "image/bmp", "image/tiff",
        "image/heic", "image/heif", "image/jxl", "image/x-icon", "image/vnd.microsoft.icon",
        "audio/mpeg", "audio/mp4", "audio/aac", "audio/ogg", "audio/opus", "audio/flac", "audio/wav", "audio/x-wav", "audio/webm",
        "video/mp4", "video/mpeg", "video/ogg", "video/webm", "video/quicktime",
        "application/pdf", "text/plain");

    public static bool Contain(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type) && Known.Contains(type.MediaType.ToString());
}
