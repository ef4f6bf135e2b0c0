using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ValetKey.Local.Service;

/// <summary>Reads a form's fields up to its file (RFC 7578), and holds no more than a few kilobytes on the way.</summary>
internal sealed class FormReader(MultipartReader reader)
{
    private const int MostFields = 64;
    private const int MostFieldBytes = 16 * 1024;
    private const int MostBoundaryCharacters = 70; // RFC 2046, 5.1.1.

    public Dictionary<string, string> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);

    public FormFile? File { get; private set; }

    public static FormReader? TryCreate(string? contentType, Stream body) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).ToString() is { Length: > 0 and <= MostBoundaryCharacters } boundary
            ? new FormReader(new MultipartReader(boundary, body))
            : null;

    /// <returns>False when the form is not as a browser sends it, or holds too much.</returns>
    public async Task<bool> TryReadToFileAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (Fields.Count <= MostFields && await reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false) is { } section)
            {
                // The framework's own reading of the names throws on a parameter without a value.
                if (section.GetContentDispositionHeader() is not { } disposition
                    || disposition.Parameters.Any(parameter => !parameter.Value.HasValue))
                {
                    return false;
                }

                string name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
                if (name == FieldNames.File)
                {
                    File = new FormFile(FileNameOf(disposition), section.ContentType, new FormFileBody(section.Body));
                    return true;
                }

                if (await TryReadValueAsync(section.Body, cancellationToken).ConfigureAwait(false) is not { } value || !Fields.TryAdd(name, value))
                {
                    return false;
                }
            }

            return false;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or DecoderFallbackException)
        {
            return false;
        }
    }

    private static async Task<string?> TryReadValueAsync(Stream body, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MostFieldBytes + 1];
        int read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return read > MostFieldBytes ? null : new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer, 0, read);
    }

    /// <summary>The last part of the name: some browsers send a whole path.</summary>
    private static string FileNameOf(ContentDispositionHeaderValue disposition)
    {
        string name = (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).ToString();
        return name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
    }
}

/// <summary>The file of a form, not yet read.</summary>
internal sealed record FormFile(string Name, string? ContentType, Stream Body);
