using System.Text.Json;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Keys;

/// <summary>A server may be newer than its clients: what they do not know must not break them, nor be claimed.</summary>
public sealed class NewerKeyJsonTests
{
    [Test]
    public void Constraint_that_is_not_known_is_left_out()
    {
        SignedUrl key = new(TestKeys.Grant(), HttpMethod.Get, "https://s.example/a")
        {
            Enforced = ConstraintKinds.HttpsOnly | ConstraintKinds.SingleUse,
        };
        string newer = Altered(key.ToJson(), "[\"httpsOnly\",\"singleUse\"]", "[\"geofence\",\"httpsOnly\",\"none\",\"HttpsOnly\",\"singleUse\"]");

        IssuedKey.FromJson(newer).Enforced.Should().Be(key.Enforced);
    }

    [TestCase("quota")]
    [TestCase("")]
    [TestCase("0")]
    [TestCase("Credential")]
    public void Limit_that_is_not_known_is_Other(string limit)
    {
        IssuedKey back = IssuedKey.FromJson(Altered(Json(), "\"requested\"", $"\"{limit}\""));

        back.ExpiryLimit.Should().Be(ExpiryLimit.Other);
        back.ToJson().Should().Contain("\"expiryLimit\":\"other\"");
        IssuedKey.FromJson(back.ToJson()).ExpiryLimit.Should().Be(ExpiryLimit.Other);
    }

    [Test]
    public void Property_that_is_not_known_is_left_out() =>
        IssuedKey.FromJson(Altered(Json(), "{\"kind\"", "{\"quota\":{\"kind\":\"bearerToken\"},\"kind\"")).ToJson().Should().Be(Json());

    [TestCase("\"permissions\":[\"read\"]", "\"permissions\":[\"read\",\"administer\"]")]
    [TestCase("\"permissions\":[\"read\"]", "\"permissions\":[\"none\",\"administer\"]")]
    [TestCase("\"kind\":\"signedUrl\"", "\"kind\":\"signedEnvelope\"")]
    [TestCase("\"kind\":\"signedUrl\"", "\"kind\":\"SignedUrl\"")]
    [TestCase("\"kind\":\"signedUrl\"", "\"kind\":0")]
    [TestCase("\"kind\":\"signedUrl\",", "")]
    [TestCase("\"enforced\":[]", "\"enforced\":[7]")]
    [TestCase("\"enforced\":[]", "\"enforced\":[[\"geofence\"]]")]
    [TestCase("\"enforced\":[]", "\"enforced\":\"geofence\"")]
    [TestCase("\"expiryLimit\":\"requested\",", "")]
    [TestCase("\"issuedAt\":\"2026-11-01T12:00:00+00:00\",", "")]
    public void Key_must_not_seem_to_open_less_than_it_does(string from, string to) =>
        FluentActions.Invoking(() => IssuedKey.FromJson(Altered(Json(), from, to))).Should().Throw<JsonException>();

    [Test]
    public void Operation_of_a_permission_that_is_not_known_is_a_fault_and_one_of_an_unknown_name_is_not()
    {
        string json = TestKeys.Of(TestKeys.Grant(form: KeyForm.SignedQuery)).ToJson();

        SignedQuery back = (SignedQuery)IssuedKey.FromJson(Altered(json, "\"name\":\"read\"", "\"name\":\"readQuickly\""));

        back.Operations.Single().Name.Should().Be("readQuickly");
        FluentActions.Invoking(() => IssuedKey.FromJson(Altered(json, "\"permission\":\"read\"", "\"permission\":\"administer\"")))
            .Should().Throw<JsonException>();
    }

    private static string Json() => new SignedUrl(TestKeys.Grant(), HttpMethod.Get, "https://s.example/a").ToJson();

    private static string Altered(string json, string from, string to)
    {
        json.Should().Contain(from);
        return json.Replace(from, to, StringComparison.Ordinal);
    }
}
