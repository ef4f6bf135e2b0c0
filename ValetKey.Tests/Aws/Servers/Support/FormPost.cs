namespace ValetKey.Tests.Aws.Servers.Support;

/// <summary>A form as it is posted, before somebody has altered it and after.</summary>
internal sealed class FormPost(SignedForm form)
{
    public string Url { get; set; } = form.Url;

    public Dictionary<string, string> Fields { get; } = new(form.Fields);

    public HttpRequestMessage ToRequest(string content = "1234", string fileName = "file.bin")
    {
        MultipartFormDataContent body = [];
        foreach ((string name, string value) in Fields)
        {
            StringContent part = new(value);
            part.Headers.ContentType = null;
            body.Add(part, $"\"{name}\"");
        }

        body.Add(new StringContent(content), $"\"{form.FileField}\"", $"\"{fileName}\"");
        return new HttpRequestMessage(HttpMethod.Post, Url) { Content = body };
    }
}
