using System.Text;
using ValetKey.Client.Keys;
using ValetKey.Client.Transfer;

namespace ValetKey.Client;

/// <summary>An HTML form that is posted together with a file.</summary>
public sealed class StorageForm : StorageKey
{
    private readonly IReadOnlyList<FieldDocument> _fields;
    private readonly string _fileField;
    private readonly string _nameField;
    private readonly string _contentTypeField;

    internal StorageForm(KeyDocument document)
        : base(document)
    {
        Where = RequireUrl(document.Url, "url");
        _fields = Require(document.Fields, "fields");
        (_fileField, _nameField, _contentTypeField) =
            (document.FileField ?? "file", document.NameField ?? "key", document.ContentTypeField ?? "Content-Type");
    }

    private protected override Uri Where { get; }

    /// <summary>Posts a file. Where the stream can seek, what failed for now is tried again.</summary>
    /// <param name="http">The client to send with. It should bear no credentials and have no timeout.</param>
    /// <param name="content">What is left of a stream, which is not closed.</param>
    /// <param name="fileName">The file's name, as a browser would send it.</param>
    /// <param name="contentType">The media type, where the form leaves it to the client.</param>
    /// <param name="name">The object's whole name, where the form is for a prefix; else null.</param>
    /// <param name="progress">Told as bytes go through.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="TransferException">The store refused, or no answer came.</exception>
    /// <exception cref="ArgumentException">The form leaves the content type to the client, or the stream does not know its length.</exception>
    public Task PostAsync(
        HttpClient http, Stream content, string fileName = "file", string? contentType = null, string? name = null,
        IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        KeyValuePair<string, string>[] fields = [.. _fields.Select(field => KeyValuePair.Create(field.Name, ValueOf(field, contentType, name)))];
        return KeyTransfers.UploadAsync(
            http, new StorageRequest(HttpMethod.Post.Method, Where.AbsoluteUri, NoHeaders), content, progress, cancellationToken,
            file => Wrap(fields, file, fileName, contentType));
    }

    private string ValueOf(FieldDocument field, string? contentType, string? name) => field.Name switch
    {
        _ when field.Name == _nameField && name is not null => name,
        _ when field.Name == _contentTypeField && field.Value.Length == 0 => contentType
            ?? throw new ArgumentException("The form leaves the content type to the client: give one.", nameof(contentType)),
        _ => field.Value,
    };

    /// <summary>By hand: the framework's form adds a <c>filename*</c>, and a type to each field, which some services refuse.</summary>
    private MultipartContent Wrap(KeyValuePair<string, string>[] fields, HttpContent file, string fileName, string? contentType)
    {
        MultipartContent form = new("form-data") { HeaderEncodingSelector = static (_, _) => Encoding.UTF8 };
        foreach ((string field, string value) in fields)
        {
            StringContent part = new(value);
            part.Headers.ContentType = null;
            Add(form, part, $"name=\"{Escape(field)}\"");
        }

        if (contentType is not null)
        {
            file.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        Add(form, file, $"name=\"{Escape(_fileField)}\"; filename=\"{Escape(fileName)}\"");
        return form;
    }

    private static void Add(MultipartContent form, HttpContent part, string disposition)
    {
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; {disposition}");
        form.Add(part);
    }

    /// <summary>As browsers do: the HTML standard, "Multipart form data".</summary>
    private static string Escape(string name) => name
        .Replace("\"", "%22", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);
}
