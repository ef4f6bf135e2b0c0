using ValetKey.Providers;

namespace ValetKey.AspNetCore.Flow;

/// <summary>
/// Published objects bear the id of their upload. So a publishing whose outcome nobody heard is known again, and is not taken for another's.
/// </summary>
internal static class UploadMark
{
    /// <summary>A name that every store takes; Azure's are identifiers.</summary>
    public const string Name = "valetkeyupload";

    public static ObjectProperties Marked(ObjectProperties properties, string id) => properties with
    {
        Metadata = new Dictionary<string, string>(properties.Metadata) { [Name] = id },
    };

    public static bool IsOf(StorageObject? found, UploadRecord upload) => found?.Metadata.GetValueOrDefault(Name) == upload.Id;
}
