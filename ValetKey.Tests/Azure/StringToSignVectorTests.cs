using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ValetKey.Azure.Delegation;
using ValetKey.Azure.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Azure.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure;

/// <summary>The texts to sign that the Java SDK's own tests expect, and their signatures.</summary>
[InForeignCultures]
internal sealed class StringToSignVectorTests
{
    private const string Account = "contoso";
    private const string KeyValue = "3hd4LRwrARVGbeMRQRfTLIsGMkCPuZJnvxZDU7Gak8c=";

    /// <summary>Where the six lines about the delegation key begin: after permissions, start, end and resource.</summary>
    private const int FirstLineOfKey = 4;

    private static readonly DateTimeOffset Expiry = new(2017, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset KeyStart = new(2016, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private static readonly SasPlace Place = SasText.Place(Account, "blob", "containerName");

    [TestCase("2020-12-06")]
    [TestCase("2025-11-05")]
    [TestCase("2026-04-06")]
    [TestCase("2026-10-06")]
    public void Service_tokens_sign_what_is_expected(string version)
    {
        using KeyedHash hash = new(HashAlgorithmName.SHA256, Convert.FromBase64String(KeyValue));
        int compared = 0;

        foreach (JsonElement example in Vectors.Read("azure", "string-to-sign.json").GetProperty("blobServiceSas").EnumerateArray())
        {
            string expected = Expected(example, version);
            Check(TokenOf(example.GetProperty("set")), new SasVersion(version), hash, null, expected, Name(example));
            compared++;
        }

        compared.Should().Be(12);
    }

    [TestCase("2026-04-06")]
    [TestCase("2026-10-06")]
    public void Delegated_tokens_sign_what_is_expected(string version)
    {
        int compared = 0;

        foreach (JsonElement example in Vectors.Read("azure", "string-to-sign.json").GetProperty("blobUserDelegationSas").EnumerateArray())
        {
            using DelegationKey key = KeyOf(example.GetProperty("set"));
            string expected = WithKey(Expected(example, version), key.Facts);
            Check(TokenOf(example.GetProperty("set")), new SasVersion(version), key.Hash, key, expected, Name(example));
            compared++;
        }

        compared.Should().Be(13);
    }

    private static void Check(in SasToken token, SasVersion version, KeyedHash hash, DelegationKey? key, string expected, string name)
    {
        SasText.ToSign(token, version, Place, "blobName", key).Should().Be(expected, name);
        SasText.Value(new Sas(version, hash, key).Query(token, Place, "blobName"), "sig").Should().Be(SasText.Signature(expected, KeyValue), name);
    }

    /// <summary>The examples leave out what every real key says of itself; it is put in at its lines.</summary>
    private static string WithKey(string expected, DelegationKeyFacts facts)
    {
        string[] lines = expected.Split('\n');
        string[] ofKey = [facts.ObjectId, facts.TenantId, "2016-12-31T00:00:00Z",
            facts.ExpiresAt == Expiry ? "2017-01-01T00:00:00Z" : "2018-01-01T00:00:00Z", facts.Service, facts.Version];
        for (int i = 0; i < ofKey.Length; i++)
        {
            lines[FirstLineOfKey + i].Should().BeOneOf("", ofKey[i]);
            lines[FirstLineOfKey + i] = ofKey[i];
        }

        return string.Join('\n', lines);
    }

    private static DelegationKey KeyOf(JsonElement set) => new(
        new DelegationKeyFacts(
            FakeDelegation.ObjectId,
            Text(set, "sktid") is { Length: > 0 } tenant ? tenant : "33333333-3333-3333-3333-333333333333",
            KeyStart,
            Text(set, "ske") is { Length: > 0 } end ? DateTimeOffset.Parse(end, CultureInfo.InvariantCulture) : Expiry,
            "b",
            Text(set, "skv") is { Length: > 0 } version ? version : "2026-04-06"),
        Convert.FromBase64String(KeyValue));

    private static SasToken TokenOf(JsonElement set) => new()
    {
        Permissions = "r",
        StartsAt = Text(set, "st").Length > 0 ? Expiry : null,
        ExpiresAt = Expiry,
        Address = Text(set, "sip"),
        Protocol = Text(set, "spr"),
        Identifier = Text(set, "si"),
        Resource = Text(set, "snapshot").Length > 0 ? "bs" : Text(set, "versionId").Length > 0 ? "bv" : "b",
        Instance = Text(set, "snapshot") + Text(set, "versionId"),
        EncryptionScope = Text(set, "ses"),
        AuthorizedObjectId = Text(set, "saoid"),
        DelegatedUserId = Text(set, "sduoid"),
        RequestHeaders = Pairs(set, "srh"),
        RequestQuery = Pairs(set, "srq"),
        Response = new ResponseOverrides
        {
            CacheControl = Text(set, "rscc"),
            ContentDisposition = Text(set, "rscd"),
            ContentEncoding = Text(set, "rsce"),
            ContentLanguage = Text(set, "rscl"),
            ContentType = Text(set, "rsct"),
        },
    };

    private static FixedParts? Pairs(JsonElement set, string name) => set.TryGetProperty(name, out JsonElement pairs)
        ? new FixedParts([.. pairs.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value.GetString()!))])
        : null;

    private static string Name(JsonElement example) => example.GetProperty("name").GetString()!;

    private static string Expected(JsonElement example, string version) => example.GetProperty("expectedStringToSign").GetString()!
        .Replace("{sv}", version, StringComparison.Ordinal).Replace("{account}", Account, StringComparison.Ordinal);

    private static string Text(JsonElement set, string name) => set.TryGetProperty(name, out JsonElement value) ? value.GetString()! : "";
}
