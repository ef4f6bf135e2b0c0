namespace ValetKey.AspNetCore;

/// <summary>What a client says that it wants to upload. Nothing of it is believed: it is what the upload is then held to.</summary>
public sealed record UploadDeclaration
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaximumNameLength = 255;

    private const int MaximumExtensionLength = 10;

    /// <summary>
    /// What the client calls the file: 1 to 255 characters without control characters and slashes of either kind, and neither <c>.</c> nor <c>..</c>.
    /// For people to read; it is never a path and never the object's name.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The length in bytes that the upload will have, 0 or more.</summary>
    public required long Length { get; init; }

    /// <summary>The media type that the client says.</summary>
    /// <value>Default: null; not said.</value>
    public string? ContentType { get; init; }

    /// <summary>The checksum that the client says. If it is given, the upload must have it.</summary>
    /// <value>Default: null; not said.</value>
    public Checksum? Checksum { get; init; }

    /// <summary>
    /// The end of the name from the last dot on, in lower case, if it is 1 to 10 ASCII letters and digits; otherwise empty. It says nothing about the
    /// content.
    /// </summary>
    public string Extension
    {
        get
        {
            string extension = Path.GetExtension(Name);
            return extension.Length is > 1 and <= MaximumExtensionLength + 1 && extension.Skip(1).All(char.IsAsciiLetterOrDigit)
                ? extension.ToLowerInvariant()
                : "";
        }
    }
}
