using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Keys;

/// <summary>A form's fields stay in the order that the signer gave them, on the way to any client.</summary>
public sealed class FormFieldsTests
{
    // Names that JavaScript would put first if they were an object's, and an order that no sorting gives.
    private static readonly JsonSerializerOptions Kebab = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseUpper,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static readonly KeyValuePair<string, string>[] Ordered =
        [.. new[] { "z", "10", "key", "2", "a", "policy", "1", "Key" }.Select((name, i) => KeyValuePair.Create(name, $"v{i}"))];

    [Test]
    public void Order_holds_in_the_key_in_its_JSON_and_in_the_request()
    {
        SignedForm key = new(TestKeys.Grant(), "https://s.example/media", Ordered);

        SignedForm back = (SignedForm)IssuedKey.FromJson(key.ToJson());

        key.Fields.Should().Equal(Ordered);
        back.Fields.Should().Equal(Ordered);
        back.Fields.Keys.Should().Equal(Ordered.Select(field => field.Key));
        JsonDocument.Parse(key.ToJson()).RootElement.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("name").GetString())
            .Should().Equal(Ordered.Select(field => field.Key));
        using HttpRequestMessage request = back.CreateRequest(new ByteArrayContent([1]));
        ((MultipartContent)request.Content!).Select(part => part.Headers.GetValues("Content-Disposition").Single())
            .Should().Equal([.. Ordered.Select(field => $"form-data; name=\"{field.Key}\""), "form-data; name=\"file\"; filename=\"file\""]);
    }

    [Test]
    public void Fields_are_found_by_name_and_cannot_be_changed()
    {
        Dictionary<string, string> given = new() { ["key"] = "a" };
        FormFields fields = new(given);

        given["key"] = "b";

        fields["key"].Should().Be("a");
        fields.ContainsKey("KEY").Should().BeFalse();
        FluentActions.Invoking(() => ((IDictionary<string, string>)fields)["key"] = "c").Should().ThrowExactly<NotSupportedException>();
    }

    [Test]
    public void Name_that_comes_twice_is_refused() =>
        FluentActions.Invoking(() => new FormFields([new("a", "1"), new("a", "2")])).Should().ThrowExactly<ArgumentException>();

    [Test]
    public void Names_in_JSON_do_not_follow_the_hosts_policy()
    {
        JsonSerializer.Serialize(new FormFields([new("a", "1")]), Kebab).Should().Be("[{\"name\":\"a\",\"value\":\"1\"}]");
    }

    [TestCase("{\"a\":\"1\"}")]
    [TestCase("\"a\"")]
    [TestCase("[\"a\"]")]
    [TestCase("[{\"name\":\"a\"}]")]
    [TestCase("[{\"name\":\"a\",\"value\":null}]")]
    [TestCase("[{\"name\":null,\"value\":\"1\"}]")]
    [TestCase("[{\"name\":\"a\",\"value\":1}]")]
    [TestCase("[{\"name\":\"a\",\"value\":\"1\"},{\"name\":\"a\",\"value\":\"2\"}]")]
    [TestCase("null")]
    public void JSON_of_another_shape_is_a_JsonException(string fields)
    {
        string json = new SignedForm(TestKeys.Grant(), "https://s.example/media", [new("a", "1")]).ToJson();
        const string Good = "[{\"name\":\"a\",\"value\":\"1\"}]";

        json.Should().Contain(Good);
        FluentActions.Invoking(() => IssuedKey.FromJson(json.Replace(Good, fields, StringComparison.Ordinal))).Should().Throw<JsonException>();
    }
}
