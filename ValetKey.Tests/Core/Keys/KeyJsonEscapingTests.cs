using System.Text.Json;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Keys;

/// <summary>A key's JSON shows a URL as it is, and still ends no script and no attribute of a page.</summary>
public sealed class KeyJsonEscapingTests
{
    [Test]
    public void Ampersand_and_plus_stay_as_they_are() =>
        Key("https://s.example/a?sv=1&sig=b+c%2B").ToJson().Should().Contain("\"url\":\"https://s.example/a?sv=1&sig=b+c%2B\"");

    [TestCase("</script><script>alert(1)", "\\u003C/script\\u003E\\u003Cscript\\u003Ealert(1)")]
    [TestCase("<!--", "\\u003C!--")]
    [TestCase("' onload='x", "\\u0027 onload=\\u0027x")]
    [TestCase("`${x}`", "\\u0060${x}\\u0060")]
    [TestCase("\" onload=\"x", "\\\" onload=\\\"x")]
    [TestCase("\\u003C", "\\\\u003C")]
    [TestCase("\\<", "\\\\\\u003C")]
    [TestCase("\u2028\u2029", "\\u2028\\u2029")]
    public void Markup_is_escaped(string text, string escaped)
    {
        SignedUrl key = Key("https://s.example/a?" + text);

        string json = key.ToJson();

        json.Should().Contain($"\"url\":\"https://s.example/a?{escaped}\"");
        json.Should().NotContainAny("<", ">", "'", "`");
        ((SignedUrl)IssuedKey.FromJson(json)).Url.Should().Be(key.Url);
    }

    [Test]
    public void Every_character_survives()
    {
        string all = string.Concat(Enumerable.Range(1, 0xD7FF).Select(point => (char)point)) + "😀";
        SignedUrl key = Key("https://s.example/a?" + all);

        ((SignedUrl)IssuedKey.FromJson(key.ToJson())).Url.Should().Be(key.Url);
        JsonDocument.Parse(key.ToJson()).RootElement.GetProperty("url").GetString().Should().Be(key.Url);
    }

    private static SignedUrl Key(string url) => new(TestKeys.Grant(), HttpMethod.Get, url);
}
