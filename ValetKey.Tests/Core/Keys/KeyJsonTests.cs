using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Keys;

/// <summary>What clients in other languages read: pinned to the letter.</summary>
[InForeignCultures]
public sealed class KeyJsonTests
{
    private const string Common =
        "\"id\":\"0199f0a0-0000-7000-8000-000000000001\",\"scope\":\"object:media/a/b.txt\",\"permissions\":[\"read\"],"
        + "\"issuedAt\":\"2026-11-01T12:00:00+00:00\","
        + "\"notBefore\":\"2026-11-01T11:55:00+00:00\",\"expiresAt\":\"2026-11-01T12:15:00+00:00\",\"expiryLimit\":\"requested\",\"enforced\":[]}";

    private static readonly JsonSerializerOptions HostOptions = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ValetKeyJson.TypeInfoResolver),
    };

    private static readonly (string Name, IssuedKey Key, string Json)[] Rows =
    [
        (
            "signedUrl",
            new SignedUrl(TestKeys.Grant(), HttpMethod.Put, "https://s.example/a?sig=x")
            {
                Headers = new Dictionary<string, string> { ["If-None-Match"] = "*" },
            },
            "{\"kind\":\"signedUrl\",\"method\":\"PUT\",\"url\":\"https://s.example/a?sig=x\",\"headers\":{\"If-None-Match\":\"*\"}," + Common),
        (
            "signedForm",
            new SignedForm(TestKeys.Grant(), "https://s.example/media", new Dictionary<string, string> { ["key"] = "a/b.txt", ["policy"] = "p" }),
            "{\"kind\":\"signedForm\",\"url\":\"https://s.example/media\",\"fields\":["
            + "{\"name\":\"key\",\"value\":\"a/b.txt\"},{\"name\":\"policy\",\"value\":\"p\"}],"
            + "\"fileField\":\"file\",\"nameField\":\"key\",\"contentTypeField\":\"Content-Type\"," + Common),
        (
            "signedQuery",
            new SignedQuery(TestKeys.Grant(), "https://s.example/media", "sig=x",
            [
                new()
                {
                    Permission = Permissions.Read,
                    Method = HttpMethod.Get,
                    Path = "/{name}",
                    Headers = new Dictionary<string, string> { ["x-v"] = "1" },
                },
                new() { Name = "peek", Permission = Permissions.ReadProperties, Method = HttpMethod.Head },
            ]),
            "{\"kind\":\"signedQuery\",\"baseUrl\":\"https://s.example/media\",\"query\":\"sig=x\",\"operations\":["
            + "{\"name\":\"read\",\"permission\":\"read\",\"method\":\"GET\",\"path\":\"/{name}\",\"query\":\"\",\"headers\":{\"x-v\":\"1\"}},"
            + "{\"name\":\"peek\",\"permission\":\"readProperties\",\"method\":\"HEAD\",\"path\":\"\",\"query\":\"\",\"headers\":{}}]," + Common),
        (
            "signedCookies",
            new SignedCookies(TestKeys.Grant(), "https://cdn.example/a", new Dictionary<string, string> { ["Cloud-Cookie"] = "c" }),
            "{\"kind\":\"signedCookies\",\"baseUrl\":\"https://cdn.example/a\",\"cookies\":{\"Cloud-Cookie\":\"c\"}," + Common),
        (
            "temporaryCredentials",
            new TemporaryCredentials(TestKeys.Grant(), "id", "secret", "token") { Region = "eu-west-1" },
            "{\"kind\":\"temporaryCredentials\",\"accessKeyId\":\"id\",\"secretAccessKey\":\"secret\",\"sessionToken\":\"token\","
            + "\"region\":\"eu-west-1\"," + Common),
        (
            "bearerToken",
            new BearerToken(TestKeys.Grant(), "t", "https://s.example/media"),
            "{\"kind\":\"bearerToken\",\"token\":\"t\",\"baseUrl\":\"https://s.example/media\"," + Common),
    ];

    public static IEnumerable<TestCaseData> Cases() => Rows.Select(row => new TestCaseData(row.Key, row.Json).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(Cases))]
    public void JSON_of_each_kind_is_pinned_and_read_back(IssuedKey key, string json)
    {
        key.ToJson().Should().Be(json);

        IssuedKey back = IssuedKey.FromJson(json);

        back.Should().BeOfType(key.GetType());
        back.ToJson().Should().Be(json);
        back.Should().BeEquivalentTo(key, o => o.RespectingRuntimeTypes());
    }

    [TestCaseSource(nameof(Cases))]
    public void Host_with_options_of_its_own_writes_the_same(IssuedKey key, string json)
    {
        string written = JsonSerializer.Serialize(key, HostOptions);

        using JsonDocument expected = JsonDocument.Parse(json);
        using JsonDocument actual = JsonDocument.Parse(written);
        foreach (JsonProperty property in expected.RootElement.EnumerateObject())
        {
            actual.RootElement.GetProperty(property.Name).GetRawText().Should().Be(property.Value.GetRawText());
        }
    }

    [Test]
    public void Flags_are_names_in_their_order_and_odd_values_survive()
    {
        KeyGrant grant = TestKeys.Grant(KeyScope.ForPrefix("médias", "a&b+c/#%/"), Permissions.List | Permissions.Read | Permissions.ReadProperties);
        SignedUrl key = new(grant, HttpMethod.Patch, "https://s.example/?a=1&b=+\u00e9")
        {
            ExpiryLimit = ExpiryLimit.Credential,
            Enforced = ConstraintKinds.SingleUse | ConstraintKinds.ChecksumCrc64Nvme,
        };

        string json = key.ToJson();
        SignedUrl back = (SignedUrl)IssuedKey.FromJson(json);

        json.Should().Contain("\"permissions\":[\"read\",\"readProperties\",\"list\"]")
            .And.Contain("\"enforced\":[\"checksumCrc64Nvme\",\"singleUse\"]")
            .And.Contain("\"expiryLimit\":\"credential\"");
        (back.Scope, back.Permissions, back.Url, back.Method, back.Enforced)
            .Should().Be((key.Scope, key.Permissions, key.Url, HttpMethod.Patch, key.Enforced));
    }

    [Test]
    public void Kind_may_come_anywhere_in_the_object()
    {
        string json = Rows[5].Json.Replace("\"kind\":\"bearerToken\",", "", StringComparison.Ordinal);

        IssuedKey key = IssuedKey.FromJson(json[..^1] + ",\"kind\":\"bearerToken\"}");

        key.Should().BeOfType<BearerToken>();
    }

    [TestCase("null")]
    [TestCase("")]
    [TestCase("[]")]
    [TestCase("42")]
    [TestCase("{}")]
    [TestCase("{\"kind\":\"masterKey\"}")]
    [TestCase("{\"kind\":\"signedUrl\"}")]
    [TestCase("{\"kind\":\"bearerToken\",\"token\":\"t\",\"baseUrl\":\"https://s\"}")]
    public void Text_that_is_not_a_key_is_a_JsonException(string json) =>
        FluentActions.Invoking(() => IssuedKey.FromJson(json)).Should().Throw<JsonException>();

    [TestCase("\"read\"", "\"everything\"")]
    [TestCase("[\"read\"]", "\"read\"")]
    [TestCase("[\"read\"]", "[1]")]
    [TestCase("[\"read\"]", "null")]
    [TestCase("\"object:media/a/b.txt\"", "\"object:media/../b.txt\"")]
    [TestCase("\"object:media/a/b.txt\"", "null")]
    [TestCase("\"object:media/a/b.txt\"", "7")]
    [TestCase("\"requested\"", "0")]
    [TestCase("\"PUT\"", "\"\"")]
    [TestCase("\"PUT\"", "\"P T\"")]
    [TestCase("\"PUT\"", "null")]
    [TestCase("\"PUT\"", "1")]
    [TestCase("\"https://s.example/a?sig=x\"", "null")]
    [TestCase("{\"If-None-Match\":\"*\"}", "null")]
    [TestCase("\"2026-11-01T12:15:00+00:00\"", "\"soon\"")]
    [TestCase("\"0199f0a0-0000-7000-8000-000000000001\"", "\"x\"")]
    public void Wrong_value_is_a_JsonException(string from, string to)
    {
        string json = Rows[0].Json.Replace(from, to, StringComparison.Ordinal);

        json.Should().NotBe(Rows[0].Json);
        FluentActions.Invoking(() => IssuedKey.FromJson(json)).Should().Throw<JsonException>();
    }
}
