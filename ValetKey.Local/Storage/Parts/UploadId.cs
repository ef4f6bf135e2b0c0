namespace ValetKey.Local.Storage.Parts;

/// <summary>The id of an upload as text: 32 lower-case hexadecimal digits, in one way only.</summary>
internal static class UploadId
{
    public static string Text(Guid id) => id.ToString("N");

    public static Guid? TryParse(string? text) => Guid.TryParseExact(text, "N", out Guid id) && Text(id) == text ? id : null;
}
