using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Keys;

/// <summary>How a key says what a message looks like at its service, and how a text then becomes one.</summary>
public sealed class MessageFormatTests
{
    private const string Text = "<a href=\"x\">it's & {text}</a>\r\n\t\U0001F600 \\ ü";

    private static readonly MessageFormat Xml =
        new() { Template = "<m><t>{text}</t></m>", Escape = MessageEscape.Xml, ContentType = "application/xml" };

    private static readonly MessageFormat Json =
        new() { Template = "{\"Body\":\"{text}\"}", Escape = MessageEscape.Json, ContentType = "application/json" };

    private static readonly MessageFormat Base64 = Json with { Escape = MessageEscape.Base64 };

    [Test]
    public async Task Text_in_XML_is_read_as_it_was()
    {
        string body = await BodyOf(Key(Xml).CreateSendRequest(Text), "application/xml");

        body.Should().Be(
            "<m><t>&lt;a href=&quot;x&quot;&gt;it&apos;s &amp; {text}&lt;/a&gt;&#xD;\n\t\U0001F600 \\ ü</t></m>");
        XDocument.Parse(body, LoadOptions.PreserveWhitespace).Root!.Element("t")!.Value.Should().Be(Text);
    }

    [Test]
    public async Task Text_in_JSON_is_read_as_it_was_whatever_its_characters()
    {
        const string Any = Text + "\0\u0008\u001F\u2028\uFFFF";

        using JsonDocument body = JsonDocument.Parse(await BodyOf(Key(Json).CreateSendRequest(Any), "application/json"));

        body.RootElement.GetProperty("Body").GetString().Should().Be(Any);
        body.RootElement.EnumerateObject().Should().ContainSingle();
    }

    [Test]
    public async Task Text_in_base64_is_its_bytes() =>
        (await BodyOf(Key(Base64).CreateSendRequest("\0é"), "application/json")).Should().Be("{\"Body\":\"AMOp\"}");

    [Test]
    public async Task Without_a_format_the_text_is_the_body() =>
        (await BodyOf(Key(null).CreateSendRequest("<\0é>"), "text/plain")).Should().Be("<\0é>");

    [TestCase("")]
    [TestCase("{text}{text}")]
    public async Task What_looks_like_a_place_in_the_text_stays_as_it_is(string text) =>
        (await BodyOf(Key(Json).CreateSendRequest(text), "application/json")).Should().Be($"{{\"Body\":\"{text}\"}}");

    [Test]
    public async Task A_message_is_updated_in_the_format_too()
    {
        SignedQuery key = Key(Xml);

        using HttpRequestMessage request = key.CreateUpdateRequest("m1", "r1", "a<b", TimeSpan.FromSeconds(5));

        (request.Method, request.RequestUri!.AbsoluteUri).Should().Be((HttpMethod.Put, "https://s.example/jobs/m1?sig=x&r=r1&v=5"));
        (await BodyOf(request, "application/xml")).Should().Be("<m><t>a&lt;b</t></m>");
    }

    [Test]
    public async Task A_URL_sends_in_the_format_too()
    {
        SignedUrl key = Url(Permissions.Send, Xml);

        (await BodyOf(key.CreateSendRequest("a<b"), "application/xml")).Should().Be("<m><t>a&lt;b</t></m>");
    }

    [TestCase(0x00)]
    [TestCase(0x0B)]
    [TestCase(0x1F)]
    [TestCase(0xFFFE)]
    [TestCase(0xD800)]
    public void What_XML_cannot_carry_is_refused(int code)
    {
        foreach (Func<string, HttpRequestMessage> send in (Func<string, HttpRequestMessage>[])
            [Key(Xml).CreateSendRequest, text => Key(Xml).CreateUpdateRequest("m", "r", text)])
        {
            send.Invoking(it => it($"ab{(char)code}")).Should().ThrowExactly<ArgumentException>()
                .WithParameterName("text").WithMessage($"The message has U+{code:X4} at 2, *");
        }
    }

    [Test]
    public void A_key_that_does_not_send_sends_nothing()
    {
        SignedQuery look = Query(Permissions.Peek, new KeyOperation { Permission = Permissions.Peek, Method = HttpMethod.Get });

        look.Invoking(key => key.CreateSendRequest("a")).Should().ThrowExactly<ArgumentException>().WithMessage("The key permits Peek, not Send.*");
        look.Invoking(key => key.CreateUpdateRequest("m", "r", "a")).Should().ThrowExactly<ArgumentException>()
            .WithMessage("The key permits Peek, not Update.*");
        Url(Permissions.Peek).Invoking(key => key.CreateSendRequest("a")).Should().ThrowExactly<ArgumentException>()
            .WithMessage("The key permits Peek, not Send.*");
    }

    private static async Task<string> BodyOf(HttpRequestMessage request, string contentType)
    {
        request.Content!.Headers.ContentType!.MediaType.Should().Be(contentType);
        return Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync());
    }

    private static SignedUrl Url(Permissions permission, MessageFormat? format = null) =>
        new(TestKeys.Grant(KeyScope.ForQueue("jobs"), permission), HttpMethod.Post, "https://s.example/jobs?sig=x") { MessageFormat = format };

    private static SignedQuery Key(MessageFormat? format) => Query(
        Permissions.Send | Permissions.Update,
        new KeyOperation { Permission = Permissions.Send, Method = HttpMethod.Post, MessageFormat = format },
        new KeyOperation
        {
            Permission = Permissions.Update,
            Method = HttpMethod.Put,
            Path = "/{messageId}",
            Query = "r={receipt}&v={visibilityTimeout}",
            MessageFormat = format,
        });

    private static SignedQuery Query(Permissions permissions, params KeyOperation[] operations) => new(
        TestKeys.Grant(KeyScope.ForQueue("jobs"), permissions, KeyForm.SignedQuery), "https://s.example/jobs", "sig=x", operations);
}
