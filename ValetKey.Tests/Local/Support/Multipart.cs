using System.Globalization;
using System.Text;

namespace ValetKey.Tests.Local.Support;

/// <summary>A form as browsers write it, byte by byte.</summary>
public sealed class Multipart
{
    private const string Boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

    private readonly StringBuilder _text = new();

    public static Multipart Of(SignedForm form, Func<string, string, string?>? change = null)
    {
        Multipart multipart = new();
        foreach ((string field, string value) in form.Fields)
        {
            if ((change is null ? value : change(field, value)) is { } sent)
            {
                multipart.Field(field, sent);
            }
        }

        return multipart;
    }

    public Multipart Field(string name, string value)
    {
        _text.Append(CultureInfo.InvariantCulture, $"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        return this;
    }

    public Multipart File(string content, string fileName = "photo.jpg", string? contentType = "image/jpeg", string field = "file")
    {
        string type = contentType is null ? "" : $"Content-Type: {contentType}\r\n";
        string disposition = $"form-data; name=\"{field}\"; filename=\"{fileName}\"";
        _text.Append(CultureInfo.InvariantCulture, $"--{Boundary}\r\nContent-Disposition: {disposition}\r\n{type}\r\n{content}\r\n");
        return this;
    }

    public HttpRequestMessage PostTo(string url, string end = "--" + Boundary + "--\r\n", string? contentType = null)
    {
        ByteArrayContent content = new(Encoding.UTF8.GetBytes(_text + end));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType ?? $"multipart/form-data; boundary={Boundary}");
        return new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
    }
}
