using System.Net;
using System.Text;
using System.Text.Json;
using ValetKey.AspNetCore;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.AspNetCore.Attacks;

/// <summary>What a client writes is either what it should be, or is refused before anybody believes it.</summary>
internal sealed class UploadDeclarationTests : UploadTests
{
    private static readonly string[] BadNames =
    [
        "", ".", "..", "../a", "..\\a", "a/b", "/etc/passwd", "C:\\a", "a\0b", "a\nb", "a\r\nSet-Cookie: x", "\u001b[2J", "a\u007f", "a\u0085",
        "a\u2028b", "a\u2029b", new('x', 256),
    ];

    private static readonly string[] GoodNames =
        ["a", "...", "~", "käse 🗝️.JPG", "a%2Fb", "%2e%2e", ".htaccess", "a;b", "CON", "x.php.png", "\uFFFD"];

    private static readonly string[] BadTypes =
    [
        "", "image", "image/", "/png", "image/*", "*/*", "image/png,text/html", "image/png\r\nX: y", "image/png\0",
        "text/html, image/png", "ïmage/png",
        "image/png; charset=\u0001", new string('x', 200) + "/" + new string('y', 200),
    ];

    private static readonly string[] BadBodies =
    [
        "", " ", "null", "[]", "1", "\"a\"", "{", "{}}", "{\"name\":\"a\"}", "{\"length\":1}", """{"name":"a","length":1,"more":1}""",
        """{"name":"a","length":"1"}""", """{"name":"a","length":1.5}""", """{"name":"a","length":-1}""", """{"name":"a","length":1e400}""",
        """{"name":"a","length":9223372036854775808}""", """{"name":1,"length":1}""", """{"name":["a"],"length":1}""", """{"name":null,"length":1}""",
        """{"name":"a","length":null}""", """{"name":"a\ud800","length":1}""", """{"name":"\udc00a","length":1}""", """{"Name":"a","length":1}""",
        """{"name":"a","length":1}x""", """{"name":"a","length":1,}""", """{"name":"a","length":1,"contentType":1}""",
        """{"name":"a","length":1,"checksum":"md5"}""", """{"name":"a","length":1,"checksum":{}}""",
        """{"name":"a","length":1,"checksum":{"algorithm":"sha1","value":"AAAA"}}""",
        """{"name":"a","length":1,"checksum":{"algorithm":"md5","value":"AAAA"}}""",
        """{"name":"a","length":1,"checksum":{"algorithm":"md5","value":"not base64"}}""",
        """{"name":"a","length":1,"checksum":{"algorithm":"MD5","value":"1B2M2Y8AsgTpgAmY7PhCfg=="}}""",
    ];

    [TestCaseSource(nameof(BadNames))]
    public async Task A_name_that_no_file_has_is_refused(string name) => await ShouldBeMalformedAsync(Write(new { name, length = 1 }));

    [TestCaseSource(nameof(GoodNames))]
    public async Task Any_other_name_is_kept_for_people_and_is_not_the_objects(string name)
    {
        Offer offer = await Anna.UploadAsync("text", name);

        UploadRecord record = await RecordOfAsync(offer);
        record.FileName.Should().Be(name);
        record.Object.Name.Should().MatchRegex("^pictures/[0-9a-f]{32}(\\.[a-z0-9]{1,10})?$");
    }

    [TestCaseSource(nameof(BadTypes))]
    public async Task A_content_type_that_is_none_is_refused(string contentType) =>
        await ShouldBeMalformedAsync(Write(new { name = "a", length = 1, contentType }));

    [TestCaseSource(nameof(BadBodies))]
    public async Task A_body_that_is_not_a_declaration_is_refused(string body) => await ShouldBeMalformedAsync(body);

    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("multipart/form-data; boundary=x")]
    [TestCase(null)]
    public async Task A_body_that_a_plain_form_could_send_is_refused(string? type)
    {
        Offer offer = await Anna.OfferAsync(101);

        Answer declared = await Anna.SendAsync(
            HttpMethod.Post, UploadApp.Path, change: request => request.Content = Bodies.Text("""{"name":"a","length":1}""", type));
        Answer parts = await Anna.SendAsync(
            HttpMethod.Post, $"{offer.Url}/parts", ticket: offer.Ticket,
            change: request => request.Content = Bodies.Text("""{"parts":[{"number":1}]}""", type));

        declared.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "not-json");
        parts.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "not-json");
    }

    [Test]
    public async Task Bytes_that_are_no_UTF8_are_refused() => (await Anna.SendAsync(HttpMethod.Post, UploadApp.Path, change: request =>
        request.Content = Bodies.Bytes([.. "{\"name\":\"a"u8, 0xff, 0xfe, .. "\",\"length\":1}"u8], "application/json")))
        .ShouldBeProblem(HttpStatusCode.BadRequest, "malformed");

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_huge_body_is_refused(bool saysItsLength)
    {
        string body = $$"""{"name":"a","length":1{{new string(' ', 1 << 20)}}}""";

        Answer answer = await Anna.SendAsync(HttpMethod.Post, UploadApp.Path, change: request =>
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            request.Headers.TransferEncodingChunked = !saysItsLength;
        });

        answer.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Test]
    public async Task JSON_of_a_thousand_levels_is_refused() =>
        await ShouldBeMalformedAsync($$"""{"name":{{new string('[', 1000)}}{{new string(']', 1000)}},"length":1}""");

    [TestCase((1L << 30) + 1)]
    [TestCase(long.MaxValue)]
    public async Task More_than_the_most_is_refused(long length) =>
        (await Anna.DeclareAsync(new { name = "a", length })).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");

    [TestCase("""{"parts":null}""")]
    [TestCase("""{"parts":[]}""")]
    [TestCase("""{}""")]
    [TestCase("""{"parts":[null]}""")]
    [TestCase("""{"parts":[{"number":0}]}""")]
    [TestCase("""{"parts":[{"number":-1}]}""")]
    [TestCase("""{"parts":[{"number":4}]}""")]
    [TestCase("""{"parts":[{"number":1},{"number":10001}]}""")]
    [TestCase("""{"parts":[{"number":2147483648}]}""")]
    [TestCase("""{"parts":[{}]}""")]
    [TestCase("""{"parts":[{"number":"1"}]}""")]
    [TestCase("""{"parts":[{"number":1,"length":1000}]}""")]
    [TestCase("""{"parts":[{"number":1,"checksum":{"algorithm":"md5","value":""}}]}""")]
    public async Task A_part_that_was_not_declared_gets_no_key(string body)
    {
        Offer offer = await Anna.OfferAsync(250);

        Answer answer = await Anna.SendAsync(HttpMethod.Post, $"{offer.Url}/parts", body, offer.Ticket);

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "malformed");
    }

    private async Task ShouldBeMalformedAsync(string body)
    {
        Answer answer = await Anna.SendAsync(HttpMethod.Post, UploadApp.Path, body);

        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "malformed");
        (await App.Ledger.ListAsync(new UploadQuery())).Should().BeEmpty();
    }

    private static string Write(object declaration) => JsonSerializer.Serialize(declaration);
}
