namespace ValetKey.Samples.Uploads.Pictures;

/// <summary>What pictures begin with.</summary>
internal static class FirstBytes
{
    /// <summary>As many as are needed to tell.</summary>
    public const int Count = 12;

    /// <summary>The types of pictures that are taken for such.</summary>
    public static IReadOnlyList<string> PictureTypes { get; } = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    public static bool AreOf(string type, ReadOnlySpan<byte> first) => type switch
    {
        "image/png" => first is [0x89, .. var rest] && rest.StartsWith("PNG\r\n\u001a\n"u8),
        "image/jpeg" => first is [0xFF, 0xD8, 0xFF, ..],
        "image/gif" => first.StartsWith("GIF87a"u8) || first.StartsWith("GIF89a"u8),
        "image/webp" => first.StartsWith("RIFF"u8) && first.Length >= Count && first[8..].StartsWith("WEBP"u8),
        _ => false,
    };
}
