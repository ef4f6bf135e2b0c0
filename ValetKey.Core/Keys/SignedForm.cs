using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Serialization;
using ValetKey.Json;
using ValetKey.Providers;

namespace ValetKey;

/// <summary>An HTML form (<c>multipart/form-data</c>) that a browser posts together with a file.</summary>
public sealed class SignedForm : IssuedKey
{
    /// <summary>The place in a form's object name that the service or the client fills with the file's name.</summary>
    public const string FileNamePlaceholder = "${filename}";

    /// <summary>For serializers. Signers start from their grant.</summary>
    [JsonConstructor]
    public SignedForm()
    {
    }

    /// <summary>A key with the grant's scope, permissions and times.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="url">Where to post.</param>
    /// <param name="fields">The fields, in the order in which they are to be sent; copied unless they are <see cref="FormFields"/>.</param>
    [SetsRequiredMembers]
    public SignedForm(KeyGrant grant, string url, IEnumerable<KeyValuePair<string, string>> fields)
        : base(grant)
    {
        Url = url;
        Fields = fields as FormFields ?? new FormFields(fields);
    }

    /// <inheritdoc/>
    [JsonPropertyName(IssuedKeyJsonConverter.Kind), JsonPropertyOrder(-1)] // An override inherits no attribute.
    public override KeyForm Form => KeyForm.SignedForm;

    /// <summary>Where to post.</summary>
    public required string Url { get; init; }

    /// <summary>Every field to send, before the file and in this order. In JSON an array of <c>name</c> and <c>value</c>.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public required FormFields Fields { get; init; }

    /// <summary>The name of the field that bears the file. It comes last.</summary>
    /// <value>Default: <c>file</c>.</value>
    public string FileField { get; init; } = "file";

    /// <summary>The field that bears the object's name. Under a prefix the client appends to its value.</summary>
    /// <value>Default: <c>key</c>.</value>
    public string NameField { get; init; } = "key";

    /// <summary>The field that bears the content type. Under a family such as <c>image/*</c> the client chooses its value.</summary>
    /// <value>Default: <c>Content-Type</c>.</value>
    public string ContentTypeField { get; init; } = "Content-Type";

    /// <summary>The post as the service expects it.</summary>
    /// <param name="file">
    /// The file's content. Its <c>Content-Type</c> fills <see cref="ContentTypeField"/> where the form leaves that to the client.
    /// </param>
    /// <param name="fileName">The file's name as the browser would send it.</param>
    /// <param name="name">The object's whole name, when the form is for a prefix; null when it is for one object.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is missing, needless, or outside the key's scope.</exception>
    public HttpRequestMessage CreateRequest(HttpContent file, string fileName = "file", string? name = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(fileName);
        string objectName = ResolveName(name);
        MultipartContent content = new("form-data") { HeaderEncodingSelector = static (_, _) => Encoding.UTF8 };
        foreach ((string field, string value) in Fields)
        {
            string? chosen = field switch
            {
                _ when field == NameField => objectName,
                _ when field == ContentTypeField && value.Length == 0 => file.Headers.ContentType?.ToString(),
                _ => value,
            };
            StringContent part = new(
                chosen ?? throw new ArgumentException("The form leaves the content type to the client, and the file has none.", nameof(file)));
            part.Headers.ContentType = null;
            Add(content, part, $"name=\"{Escape(field)}\"");
        }

        Add(content, file, $"name=\"{Escape(FileField)}\"; filename=\"{Escape(fileName)}\"");
        return new HttpRequestMessage(HttpMethod.Post, Url) { Content = content };
    }

    /// <summary>By hand: the framework's form adds a <c>filename*</c> that holds the quotes too, and refuses names that browsers send.</summary>
    private static void Add(MultipartContent content, HttpContent part, string disposition)
    {
        part.Headers.Remove("Content-Disposition");
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; {disposition}");
        content.Add(part);
    }

    /// <summary>As browsers do: the HTML standard, "Multipart form data".</summary>
    private static string Escape(string name) => name
        .Replace("\"", "%22", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private string ResolveName(string? name)
    {
        if (Scope.Kind == ResourceKinds.Object)
        {
            return name is null || name == Scope.Name
                ? Scope.Name
                : throw new ArgumentException($"The form is for the one object '{Scope.Name}'.", nameof(name));
        }

        return name is not null && Scope.Covers(KeyScope.ForObject(Scope.Container, name))
            ? name
            : throw new ArgumentException($"The form is for names under {Scope}; give one.", nameof(name));
    }
}
