using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ValetKey.Azure.Delegation;
using ValetKey.Azure.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Azure.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure;

/// <summary>Tokens that the JavaScript SDK made, for versions of the service since user delegation came.</summary>
[InForeignCultures]
internal sealed class SasVectorTests
{
    private const int CasesInTheFile = 76;

    [Test]
    public void Every_token_has_the_same_parameters_and_signature()
    {
        JsonElement file = Vectors.Read("azure", "sas.json");
        int compared = 0;

        foreach (JsonElement example in file.GetProperty("cases").EnumerateArray())
        {
            using DelegationKey delegation = KeyOf(file, Text(example, "sv"));
            using KeyedHash account = new(HashAlgorithmName.SHA256, Convert.FromBase64String(Text(file, "accountKey")));
            bool isDelegated = Text(example, "kind") == "delegation";
            Sas sas = new(new SasVersion(Text(example, "sv")), isDelegated ? delegation.Hash : account, isDelegated ? delegation : null);
            SasPlace place = Text(example, "queue") is { Length: > 0 } queue
                ? SasText.Place(Text(file, "account"), "queue", queue)
                : SasText.Place(Text(file, "account"), "blob", Text(example, "container"));

            string query = sas.Query(TokenOf(example), place, Text(example, "blob") + Text(example, "directory"));

            SasText.Parse(query).Should().Equal(SasText.Parse(Text(example, "query")), Text(example, "name"));
            compared++;
        }

        compared.Should().Be(CasesInTheFile);
    }

    private static SasToken TokenOf(JsonElement example) => new()
    {
        Permissions = Text(example, "permissions"),
        StartsAt = Time(example, "start"),
        ExpiresAt = Time(example, "expiry"),
        Address = Text(example, "ip"),
        Protocol = Text(example, "protocol"),
        Resource = Text(example, "kind") == "queue" ? "q" : Text(example, "resource"),
        Depth = example.TryGetProperty("depth", out JsonElement depth) ? depth.GetInt32() : null,
        Identifier = Text(example, "identifier"),
        CorrelationId = Text(example, "correlationId") is { Length: > 0 } id ? Guid.Parse(id) : null,
        Response = new ResponseOverrides
        {
            CacheControl = Text(example, "rscc"),
            ContentDisposition = Text(example, "rscd"),
            ContentEncoding = Text(example, "rsce"),
            ContentLanguage = Text(example, "rscl"),
            ContentType = Text(example, "rsct"),
        },
    };

    private static DelegationKey KeyOf(JsonElement file, string version)
    {
        JsonElement key = file.GetProperty("delegationKey");
        return new DelegationKey(
            new DelegationKeyFacts(Text(key, "oid"), Text(key, "tid"), Time(key, "start")!.Value, Time(key, "expiry")!.Value,
                Text(key, "service"), version),
            Convert.FromBase64String(Text(key, "value")));
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString()! : "";

    private static DateTimeOffset? Time(JsonElement element, string name) =>
        Text(element, name) is { Length: > 0 } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;
}
