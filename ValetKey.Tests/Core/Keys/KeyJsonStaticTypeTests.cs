using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Keys;

/// <summary>A client reads the kind first, so no host may lose it: whatever the static type, and whatever the host's options.</summary>
public sealed class KeyJsonStaticTypeTests
{
    private static readonly (string Name, JsonSerializerOptions Options)[] Hosts =
    [
        ("reflection, web", new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }),
        ("reflection, plain", new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }),
        ("source-generated", new(JsonSerializerDefaults.Web) { TypeInfoResolver = ValetKeyJson.TypeInfoResolver }),
        ("both", new(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine(ValetKeyJson.TypeInfoResolver, new DefaultJsonTypeInfoResolver()),
        }),
        ("snake case", new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        }),
    ];

    /// <summary>Reads one byte at a time.</summary>
    private static readonly JsonSerializerOptions Small = new(Hosts[0].Options) { DefaultBufferSize = 1 };

    public static IEnumerable<TestCaseData> Cases() =>
        from host in Hosts
        from form in Enum.GetValues<KeyForm>()
        select new TestCaseData(host.Options, TestKeys.Of(TestKeys.Grant(form: form))).SetArgDisplayNames(host.Name, form.ToString());

    [TestCaseSource(nameof(Cases))]
    public void Every_static_type_is_written_alike_with_its_kind_first(JsonSerializerOptions host, IssuedKey key)
    {
        string byRuntimeType = JsonSerializer.Serialize(key, key.GetType(), host);
        string byBase = JsonSerializer.Serialize(key, host);
        string byObject = JsonSerializer.Serialize<object>(key, host);

        string kind = JsonNamingPolicy.CamelCase.ConvertName(key.Form.ToString());
        byBase.Should().StartWith($"{{\"kind\":\"{kind}\",");
        byRuntimeType.Should().Be(byBase);
        byObject.Should().Be(byBase);
        JsonDocument.Parse(byBase).RootElement.EnumerateObject().Count(property => property.NameEquals("kind")).Should().Be(1);
        JsonDocument.Parse(byBase).RootElement.TryGetProperty("form", out _).Should().BeFalse();
    }

    [TestCaseSource(nameof(Cases))]
    public void Every_static_type_is_read_back(JsonSerializerOptions host, IssuedKey key)
    {
        string json = JsonSerializer.Serialize(key, host);

        IssuedKey? byBase = JsonSerializer.Deserialize<IssuedKey>(json, host);
        object? byRuntimeType = JsonSerializer.Deserialize(json, key.GetType(), host);

        byBase.Should().BeOfType(key.GetType()).And.BeEquivalentTo(key, o => o.RespectingRuntimeTypes());
        ((IssuedKey)byRuntimeType!).ToJson().Should().Be(key.ToJson());
    }

    [TestCase("reflection, web")]
    [TestCase("reflection, plain")]
    [TestCase("both")]
    public void Key_inside_another_object_keeps_its_kind(string hostName)
    {
        JsonSerializerOptions host = Hosts.Single(host => host.Name == hostName).Options;
        SignedUrl key = TestKeys.Url(TestKeys.Grant());

        string json = JsonSerializer.Serialize(new { concrete = key, any = (IssuedKey)key, list = new[] { key } }, host);

        JsonElement root = JsonDocument.Parse(json).RootElement;
        foreach (JsonElement element in new[] { root.GetProperty("concrete"), root.GetProperty("any"), root.GetProperty("list")[0] })
        {
            element.GetProperty("kind").GetString().Should().Be("signedUrl");
        }
    }

    [Test]
    public async Task Web_application_that_answers_with_a_concrete_type_sends_what_ToJson_writes()
    {
        SignedUrl key = new(TestKeys.Grant(), HttpMethod.Put, "https://s.example/a?x=1&sig=b%2Bc");

        string result = await AnswerOfAsync(Results.Json(key), _ => { });
        string typed = await AnswerOfAsync(TypedResults.Ok(key), _ => { });
        string chained = await AnswerOfAsync(
            Results.Json(key), o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ValetKeyJson.TypeInfoResolver));

        (result, typed, chained).Should().Be((key.ToJson(), key.ToJson(), key.ToJson()));
        IssuedKey.FromJson(result).Should().BeEquivalentTo(key);
    }

    [Test]
    public void Mvc_writes_the_kind_too()
    {
        SignedUrl key = TestKeys.Url(TestKeys.Grant());

        JsonSerializer.Serialize(key, new Microsoft.AspNetCore.Mvc.JsonOptions().JsonSerializerOptions).Should().Be(key.ToJson());
    }

    [Test]
    public async Task Stream_that_comes_in_pieces_is_read()
    {
        IssuedKey key = TestKeys.Of(TestKeys.Grant(form: KeyForm.SignedForm));
        string late = key.ToJson().Replace("{\"kind\":\"signedForm\",", "{", StringComparison.Ordinal)[..^1] + ",\"kind\":\"signedForm\"}";
        using MemoryStream stream = new(System.Text.Encoding.UTF8.GetBytes(late));

        (await JsonSerializer.DeserializeAsync<IssuedKey>(stream, Small))!.ToJson().Should().Be(key.ToJson());
    }

    private static async Task<string> AnswerOfAsync(IResult result, Action<Microsoft.AspNetCore.Http.Json.JsonOptions> configure)
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging().ConfigureHttpJsonOptions(configure).BuildServiceProvider();
        using MemoryStream body = new();
        DefaultHttpContext context = new() { RequestServices = services, Response = { Body = body } };
        await result.ExecuteAsync(context);
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }
}
