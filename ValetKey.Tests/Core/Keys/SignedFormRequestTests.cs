using System.Net.Http.Headers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Keys;

public sealed class SignedFormRequestTests
{
    [Test]
    public async Task Fields_come_in_their_order_and_the_file_last()
    {
        SignedForm key = Form("object:media/a/b.txt", ("key", "a/b.txt"), ("Content-Type", "image/png"), ("policy", "P+/="),
            ("x-amz-signature", "S"));
        using ByteArrayContent file = new("DATA"u8.ToArray());

        HttpRequestMessage request = key.CreateRequest(file, "photo.png");

        request.Method.Should().Be(HttpMethod.Post);
        request.RequestUri!.AbsoluteUri.Should().Be("https://s.example/media");
        string boundary = request.Content!.Headers.ContentType!.Parameters.Single(p => p.Name == "boundary").Value!.Trim('"');
        (await request.Content.ReadAsStringAsync()).Should().Be(
            $"--{boundary}\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\na/b.txt\r\n"
            + $"--{boundary}\r\nContent-Disposition: form-data; name=\"Content-Type\"\r\n\r\nimage/png\r\n"
            + $"--{boundary}\r\nContent-Disposition: form-data; name=\"policy\"\r\n\r\nP+/=\r\n"
            + $"--{boundary}\r\nContent-Disposition: form-data; name=\"x-amz-signature\"\r\n\r\nS\r\n"
            + $"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"photo.png\"\r\n\r\nDATA\r\n"
            + $"--{boundary}--\r\n");
    }

    // As browsers do it: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
    [TestCase("a\"b.png", "a%22b.png")]
    [TestCase("a\r\nX-Evil: 1", "a%0D%0AX-Evil: 1")]
    [TestCase("é日.png", "é日.png")]
    [TestCase("a\\b.png", "a\\b.png")]
    [TestCase("a\\", "a\\")]
    [TestCase("", "")]
    public async Task File_name_is_sent_as_browsers_send_it(string name, string sent)
    {
        using ByteArrayContent file = new([]);

        string body = await Form("object:media/a", ("key", "a")).CreateRequest(file, name).Content!.ReadAsStringAsync();

        body.Should().Contain($"Content-Disposition: form-data; name=\"file\"; filename=\"{sent}\"\r\n");
    }

    [TestCase("uploads/x.png")]
    [TestCase("uploads/é/日 &.png")]
    public async Task Under_a_prefix_the_whole_name_fills_the_name_field(string name)
    {
        SignedForm key = Form("prefix:media/uploads/", ("key", "uploads/${filename}"), ("policy", "P"));
        using ByteArrayContent file = new([]);

        string body = await key.CreateRequest(file, name: name).Content!.ReadAsStringAsync();

        body.Should().Contain($"name=\"key\"\r\n\r\n{name}\r\n").And.NotContain("${filename}");
    }

    [TestCase("prefix:media/uploads/", null)]
    [TestCase("prefix:media/uploads/", "other/x")]
    [TestCase("prefix:media/uploads/", "uploads")]
    [TestCase("prefix:media/uploads/", "uploads/../other/x")]
    [TestCase("object:media/a", "b")]
    public void Name_that_is_missing_or_outside_is_refused(string scope, string? outside)
    {
        using ByteArrayContent file = new([]);

        Form(scope, ("key", "x")).Invoking(k => k.CreateRequest(file, name: outside))
            .Should().ThrowExactly<ArgumentException>().WithParameterName("name");
    }

    [Test]
    public async Task Empty_content_type_field_is_filled_from_the_file()
    {
        SignedForm key = Form("object:media/a", ("key", "a"), ("Content-Type", ""));
        using ByteArrayContent file = new([]);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/webp");
        using ByteArrayContent bare = new([]);

        string body = await key.CreateRequest(file).Content!.ReadAsStringAsync();

        body.Should().Contain("name=\"Content-Type\"\r\n\r\nimage/webp\r\n");
        key.Invoking(k => k.CreateRequest(bare)).Should().ThrowExactly<ArgumentException>().WithParameterName("file");
    }

    [Test]
    public async Task Names_of_the_special_fields_may_differ()
    {
        SignedForm key =
            new(TestKeys.Grant(KeyScope.Parse("prefix:media/u/", null)), "https://s.example", new Dictionary<string, string> { ["object"] = "u/" })
            {
                FileField = "blob",
                NameField = "object",
            };
        using ByteArrayContent file = new([]);

        string body = await key.CreateRequest(file, name: "u/x").Content!.ReadAsStringAsync();

        body.Should().Contain("name=\"object\"\r\n\r\nu/x\r\n").And.Contain("name=\"blob\"; filename=\"file\"");
    }

    private static SignedForm Form(string scope, params (string Name, string Value)[] fields)
    {
        OrderedDictionary<string, string> ordered = [];
        foreach ((string name, string value) in fields)
        {
            ordered.Add(name, value);
        }

        return new SignedForm(TestKeys.Grant(KeyScope.Parse(scope, null)), "https://s.example/media", ordered);
    }
}
