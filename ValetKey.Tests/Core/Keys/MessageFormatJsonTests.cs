using System.Text.Json;
using ValetKey.Client;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Keys;

/// <summary>The format of messages in a key's JSON: pinned, left out where there is none, and refused where it is not known.</summary>
public sealed class MessageFormatJsonTests
{
    private const string Written =
        "\"messageFormat\":{\"template\":\"{\\\"Body\\\":\\\"{text}\\\"}\",\"escape\":\"json\",\"contentType\":\"application/json\"}";

    private static readonly MessageFormat Format = new()
    {
        Template = "{\"Body\":\"{text}\"}",
        Escape = MessageEscape.Json,
        ContentType = "application/json",
    };

    private static IEnumerable<TestCaseData> Keys() =>
        new IssuedKey[] { Query(Format), Url(Format) }.Select(key => new TestCaseData(key).SetArgDisplayNames(key.GetType().Name));

    [TestCaseSource(nameof(Keys))]
    public void It_is_pinned_and_read_back(IssuedKey key)
    {
        string json = key.ToJson();

        json.Should().Contain(Written);
        IssuedKey.FromJson(json).Should().BeEquivalentTo(key, o => o.RespectingRuntimeTypes());
        IssuedKey.FromJson(json).ToJson().Should().Be(json);
    }

    [Test]
    public void Keys_without_one_are_written_and_read_as_ever()
    {
        Query(null).ToJson().Should().NotContain("messageFormat");
        Url(null).ToJson().Should().NotContain("messageFormat");
        JsonSerializer.Serialize<IssuedKey>(Url(null), JsonSerializerOptions.Web).Should().NotContain("messageFormat");
        ((SignedQuery)IssuedKey.FromJson(Query(null).ToJson())).Operations.Single().MessageFormat.Should().BeNull();
        ((SignedUrl)IssuedKey.FromJson(Url(null).ToJson())).MessageFormat.Should().BeNull();
    }

    [TestCase("\"escape\":\"json\"", "\"escape\":\"yaml\"")]
    [TestCase("\"escape\":\"json\"", "\"escape\":\"Json\"")]
    [TestCase("\"escape\":\"json\"", "\"escape\":\"\"")]
    [TestCase("\"escape\":\"json\"", "\"escape\":1")]
    [TestCase("\"escape\":\"json\"", "\"escape\":null")]
    [TestCase("\"escape\":\"json\",", "")]
    [TestCase("{text}", "{message}")]
    [TestCase("{text}", "{text}{text}")]
    [TestCase("application/json", "json")]
    [TestCase("application/json", "application/json\\r\\nX-Added: yes")]
    [TestCase(",\"contentType\":\"application/json\"", "")]
    public void One_that_is_not_known_is_refused_by_issuers_and_clients(string from, string to)
    {
        foreach (IssuedKey key in (IssuedKey[])[Query(Format), Url(Format)])
        {
            string json = key.ToJson().Replace(from, to, StringComparison.Ordinal);

            json.Should().NotBe(key.ToJson());
            FluentActions.Invoking(() => StorageKey.FromJson(key.ToJson())).Should().NotThrow();
            FluentActions.Invoking(() => IssuedKey.FromJson(json)).Should().Throw<JsonException>();
            FluentActions.Invoking(() => StorageKey.FromJson(json)).Should().Throw<JsonException>();
        }
    }

    [Test]
    public void What_a_newer_issuer_says_besides_is_left_out()
    {
        string json = Query(Format).ToJson().Replace("\"escape\":\"json\"", "\"escape\":\"json\",\"charset\":\"utf-8\"", StringComparison.Ordinal);

        ((SignedQuery)IssuedKey.FromJson(json)).Operations.Single().MessageFormat.Should().Be(Format);
        StorageKey.FromJson(json).Should().BeOfType<StorageQuery>();
    }

    private static SignedUrl Url(MessageFormat? format) =>
        new(TestKeys.Grant(KeyScope.ForQueue("jobs"), Permissions.Send), HttpMethod.Post, "https://s.example/jobs?sig=x") { MessageFormat = format };

    private static SignedQuery Query(MessageFormat? format) => new(
        TestKeys.Grant(KeyScope.ForQueue("jobs"), Permissions.Send, KeyForm.SignedQuery),
        "https://s.example/jobs",
        "sig=x",
        [new KeyOperation { Permission = Permissions.Send, Method = HttpMethod.Post, MessageFormat = format }]);
}
