using System.Net.Http.Headers;
using System.Text;
using CsCheck;
using ValetKey.Providers;
using ValetKey.Tests.Core.Scopes;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Keys;

public sealed class SignedUrlRequestTests
{
    [Test]
    public void Headers_go_where_HTTP_wants_them()
    {
        SignedUrl key = Key(HttpMethod.Put, ("x-amz-acl", "private"), ("If-None-Match", "*"), ("Content-Type", "image/png"),
            ("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg=="), ("content-length", "3"));

        HttpRequestMessage request = key.CreateRequest(new ByteArrayContent([1, 2, 3]));

        request.Method.Should().Be(HttpMethod.Put);
        request.RequestUri!.AbsoluteUri.Should().Be(key.Url);
        request.Headers.GetValues("x-amz-acl").Should().Equal("private");
        request.Headers.GetValues("If-None-Match").Should().Equal("*");
        request.Content!.Headers.ContentType.Should().Be(new MediaTypeHeaderValue("image/png"));
        request.Content.Headers.GetValues("Content-MD5").Should().Equal("1B2M2Y8AsgTpgAmY7PhCfg==");
        request.Content.Headers.ContentLength.Should().Be(3);
    }

    [Test]
    public void Key_overrides_the_type_that_the_content_gave_itself()
    {
        using StringContent content = new("<p>", Encoding.UTF8, "text/html");

        HttpRequestMessage request = Key(HttpMethod.Put, ("Content-Type", "text/plain")).CreateRequest(content);

        request.Content!.Headers.GetValues("Content-Type").Should().Equal("text/plain");
    }

    [TestCase("2", "exactly 2 bytes, and the content has 3")]
    [TestCase("4", "exactly 4 bytes, and the content has 3")]
    [TestCase("0", "exactly 0 bytes, and the content has 3")]
    public void Content_of_another_length_is_refused(string length, string fault)
    {
        SignedUrl key = Key(HttpMethod.Put, ("Content-Length", length));

        key.Invoking(k => k.CreateRequest(new ByteArrayContent([1, 2, 3]))).Should().ThrowExactly<ArgumentException>()
            .WithParameterName("content").WithMessage($"*{fault}*");
    }

    [TestCase("Content-Type", "image/png")]
    [TestCase("Content-Length", "3")]
    [TestCase("Content-MD5", "x")]
    public void Missing_content_is_refused_when_a_header_needs_it(string name, string value) =>
        Key(HttpMethod.Put, (name, value)).Invoking(k => k.CreateRequest()).Should().ThrowExactly<ArgumentException>()
            .WithParameterName("content").WithMessage($"*the header {name}, which needs a body*");

    [Test]
    public void Download_needs_no_content() => Key(HttpMethod.Get, ("x-ms-version", "1")).CreateRequest().Content.Should().BeNull();

    [Test]
    public void Any_name_travels_as_it_was_signed() => ScopeGen.Name.Where(ScopeGen.IsName).Sample(
        name =>
        {
            string url = $"https://s.example/media/{PercentEncoding.EncodePath(name)}?a={PercentEncoding.Encode(name)}&sig=%2B%2F%3D";
            SignedUrl key = new(TestKeys.Grant(), HttpMethod.Get, url);

            key.CreateRequest().RequestUri!.AbsoluteUri.Should().Be(url);
            key.ToUri().PathAndQuery.Should().Be(url["https://s.example".Length..]);
        },
        iter: 2_000);

    private static SignedUrl Key(HttpMethod method, params (string Name, string Value)[] headers) =>
        new(TestKeys.Grant(), method, "https://s.example/media/a/b.txt?sig=x") { Headers = headers.ToDictionary(h => h.Name, h => h.Value) };
}
