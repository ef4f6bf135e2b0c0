using System.Net;
using System.Security.Cryptography;
using Azure.Storage.Sas;
using ValetKey.Azure.Delegation;
using ValetKey.Azure.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure.Sdk;

/// <summary>Tokens that no grant asks for, field by field against Azure's own SDK, the text to sign too.</summary>
internal sealed class SdkTokenDifferentialTests
{
    private const int CasesPerSeed = 200;

    private static readonly SasVersion Version = new(SasVersion.Newest);

    [Test]
    public void Newest_version_is_the_sdks_own() => SasVersion.Newest.Should().Be(SasQueryParameters.DefaultSasVersion);

    [Test]
    public void Blob_tokens_are_those_of_the_sdk([Range(1, 5)] int seed)
    {
        SasCaseGenerator generate = new(seed);
        for (int i = 0; i < CasesPerSeed; i++)
        {
            using DelegationKey? key = generate.Chance(0.5) ? Key(generate, "b") : null;
            BlobSasBuilder builder = Blob(generate, key is not null);
            string name = builder.BlobName ?? "";
            SasToken token = TokenOf(builder);

            (string query, string toSign) = SdkTokens.Sign(builder, key?.Facts);

            Check(token, SasText.Place(TestAccount.Name, "blob", "media"), name, key, query, toSign, $"case {i} of seed {seed}");
        }
    }

    [Test]
    public void Queue_tokens_are_those_of_the_sdk([Range(6, 7)] int seed)
    {
        SasCaseGenerator generate = new(seed);
        for (int i = 0; i < CasesPerSeed; i++)
        {
            using DelegationKey? key = generate.Chance(0.5) ? Key(generate, "q") : null;
            QueueSasBuilder builder = new()
            {
                QueueName = "jobs",
                ExpiresOn = generate.Time(),
                StartsOn = generate.Chance(0.5) ? generate.Time() : default,
                Protocol = generate.Pick(SasProtocol.None, SasProtocol.Https, SasProtocol.HttpsAndHttp),
                IPRange = RangeOf(generate.Clients()),
                Identifier = key is null ? generate.Maybe("batch-7", "é b") : null,
                DelegatedUserObjectId = key is null ? null : generate.Maybe(generate.Id().ToString()),
            };
            builder.SetPermissions((QueueSasPermissions)generate.Number(1, 15));
            SasToken token = new()
            {
                Resource = "q",
                Permissions = builder.Permissions,
                StartsAt = Set(builder.StartsOn),
                ExpiresAt = Set(builder.ExpiresOn),
                Protocol = Text(builder.Protocol),
                Address = Text(builder.IPRange),
                Identifier = builder.Identifier ?? "",
                DelegatedUserId = builder.DelegatedUserObjectId ?? "",
            };

            (string query, string toSign) = SdkTokens.Sign(builder, key?.Facts);

            Check(token, SasText.Place(TestAccount.Name, "queue", "jobs"), "", key, query, toSign, $"case {i} of seed {seed}");
        }
    }

    [Test]
    public void An_unauthorized_object_which_the_sdk_cannot_set_stands_one_line_below_the_authorized_one()
    {
        const string User = "44444444-4444-4444-4444-444444444444";
        using DelegationKey key = FakeDelegation.Key(TestAccount.Start, TestAccount.Start.AddDays(1));
        BlobSasBuilder builder = new(BlobSasPermissions.Read, TestAccount.Start.AddHours(1))
        {
            BlobContainerName = "media",
            BlobName = "a",
            PreauthorizedAgentObjectId = User,
        };
        SasToken token = new() { Permissions = "r", ExpiresAt = TestAccount.Start.AddHours(1), Resource = "b", UnauthorizedObjectId = User };
        SasPlace place = SasText.Place(TestAccount.Name, "blob", "media");

        string authorized = SdkTokens.Sign(builder, key.Facts).ToSign;
        string unauthorized = SasText.ToSign(token, Version, place, "a", key);

        unauthorized.Should().NotBe(authorized).And.Be(authorized.Replace($"\n{User}\n\n", $"\n\n{User}\n", StringComparison.Ordinal));
        SasText.Value(new Sas(Version, key.Hash, key).Query(token, place, "a"), "suoid").Should().Be(User);
    }

    private static void Check(in SasToken token, SasPlace place, string name, DelegationKey? key, string query, string toSign, string because)
    {
        using KeyedHash account = new(HashAlgorithmName.SHA256, Convert.FromBase64String(TestAccount.Key));

        string ours = new Sas(Version, key?.Hash ?? account, key).Query(token, place, name);

        SasText.ToSign(token, Version, place, name, key).Should().Be(toSign, because);
        SasText.Parse(ours).Should().Equal(SasText.Parse(query), because);
    }

    private static BlobSasBuilder Blob(SasCaseGenerator generate, bool isDelegated)
    {
        int kind = generate.Number(0, 4);
        ResponseOverrides? response = generate.Chance(0.6) ? generate.Overrides(isPlain: false) : null;
        BlobSasBuilder builder = new()
        {
            BlobContainerName = "media",
            BlobName = kind == 0 ? "" : generate.Name(isDirectory: kind == 1),
            IsDirectory = kind == 1 ? true : null,
            BlobVersionId = kind == 2 ? "2026-03-01T09:55:00.1234567Z" : null,
            Snapshot = kind == 3 ? "2026-03-01T09:55:00.7654321Z" : null,
            StartsOn = generate.Chance(0.5) ? generate.Time() : default,
            ExpiresOn = generate.Time(),
            Protocol = generate.Pick(SasProtocol.None, SasProtocol.Https, SasProtocol.HttpsAndHttp),
            IPRange = RangeOf(generate.Clients()),
            Identifier = isDelegated ? null : generate.Maybe("batch-7", "é b"),
            EncryptionScope = generate.Maybe("scope", "ü&"),
            CorrelationId = isDelegated ? generate.Maybe(generate.Id().ToString()) : null,
            PreauthorizedAgentObjectId = isDelegated ? generate.Maybe(generate.Id().ToString()) : null,
            DelegatedUserObjectId = isDelegated ? generate.Maybe(generate.Id().ToString()) : null,
            CacheControl = response?.CacheControl,
            ContentDisposition = response?.ContentDisposition,
            ContentEncoding = response?.ContentEncoding,
            ContentLanguage = response?.ContentLanguage,
            ContentType = response?.ContentType,
            RequestHeaders = isDelegated ? generate.Pairs("content-length", "x-ms-blob-type", "x-ms-meta-a", "if-match")?.ToDictionary() : null,
            RequestQueryParameters = isDelegated ? generate.Pairs("comp", "blockid", "timeout", "restype")?.ToDictionary() : null,
        };
        builder.SetPermissions((BlobContainerSasPermissions)generate.Number(1, 63));
        return builder;
    }

    private static SasToken TokenOf(BlobSasBuilder builder) => new()
    {
        Permissions = builder.Permissions,
        StartsAt = Set(builder.StartsOn),
        ExpiresAt = Set(builder.ExpiresOn),
        Protocol = Text(builder.Protocol),
        Address = Text(builder.IPRange),
        Resource = builder.BlobName.Length == 0 ? "c"
            : builder.IsDirectory == true ? "d"
            : builder.BlobVersionId is not null ? "bv"
            : builder.Snapshot is not null ? "bs" : "b",
        Depth = builder.IsDirectory == true ? builder.BlobName.Split('/').Length : null,
        Instance = builder.BlobVersionId ?? builder.Snapshot ?? "",
        Identifier = builder.Identifier ?? "",
        EncryptionScope = builder.EncryptionScope ?? "",
        CorrelationId = builder.CorrelationId is { } id ? Guid.Parse(id) : null,
        AuthorizedObjectId = builder.PreauthorizedAgentObjectId ?? "",
        DelegatedUserId = builder.DelegatedUserObjectId ?? "",
        Response = new ResponseOverrides
        {
            CacheControl = builder.CacheControl,
            ContentDisposition = builder.ContentDisposition,
            ContentEncoding = builder.ContentEncoding,
            ContentLanguage = builder.ContentLanguage,
            ContentType = builder.ContentType,
        },
        RequestHeaders = builder.RequestHeaders is { } headers ? new FixedParts([.. headers]) : null,
        RequestQuery = builder.RequestQueryParameters is { } query ? new FixedParts([.. query]) : null,
    };

    private static DelegationKey Key(SasCaseGenerator generate, string service)
    {
        DateTimeOffset start = generate.Time();
        return FakeDelegation.Key(start, start.AddHours(generate.Number(1, 168)), service, generate.Maybe(generate.Id().ToString()));
    }

    private static DateTimeOffset? Set(DateTimeOffset time) => time == default ? null : time;

    private static string Text(SasProtocol protocol) => protocol switch
    {
        SasProtocol.Https => "https",
        SasProtocol.HttpsAndHttp => "https,http",
        _ => "",
    };

    private static SasIPRange RangeOf(ClientNetwork? clients) =>
        clients is null ? default : clients.First.Equals(clients.Last) ? new SasIPRange(clients.First) : new SasIPRange(clients.First, clients.Last);

    private static string Text(SasIPRange range) => range.Start is null || range.Start.Equals(IPAddress.None) ? "" : range.ToString();
}
