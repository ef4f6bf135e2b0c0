using System.Net.Http.Headers;
using System.Text;

namespace ValetKey.Testing;

/// <summary>A field of a form, or its file.</summary>
internal sealed record FormPart(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>The file's name; null for a field.</summary>
    public string? FileName { get; init; }

    public string? ContentType { get; init; }

    public string Value => Encoding.UTF8.GetString(Content.Span);

    public static async Task<FormPart> OfAsync(HttpContent part, CancellationToken cancellationToken)
    {
        string disposition = part.Headers.NonValidated["Content-Disposition"].ToString();
        return new FormPart(Find(disposition, "name=\"")!, await part.ReadAsByteArrayAsync(cancellationToken))
        {
            FileName = Find(disposition, "filename=\""),
            ContentType = part.Headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues type) ? type.ToString() : null,
        };
    }

    public FormPart WithValue(string value) => this with { Content = Encoding.UTF8.GetBytes(value) };

    public HttpContent ToContent()
    {
        ReadOnlyMemoryContent content = new(Content);
        content.Headers.TryAddWithoutValidation(
            "Content-Disposition", FileName is null ? $"form-data; name=\"{Name}\"" : $"form-data; name=\"{Name}\"; filename=\"{FileName}\"");
        if (ContentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        return content;
    }

    private static string? Find(string disposition, string attribute)
    {
        int start = disposition.IndexOf("; " + attribute, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        start += attribute.Length + 2;
        return disposition[start..disposition.IndexOf('"', start)];
    }
}
