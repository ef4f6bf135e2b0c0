using System.Net;
using ValetKey.Aws;
using ValetKey.Aws.Sessions;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.Sessions;

/// <summary>Session policies, letter by letter: a letter more may be a door.</summary>
internal sealed class SessionPolicyTests
{
    private const string Head = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":""";
    private const string ReadAvatar = Head + "[\"s3:GetObject\"],\"Resource\":\"arn:aws:s3:::pictures/42/avatar.png\"";

    private static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);
    private static readonly AmazonS3Options Compatible = new() { Region = "us-east-1", ServiceUrl = new Uri("https://ceph.example") };
    private static readonly KeyScope Avatar = KeyScope.ForObject("pictures", "42/avatar.png");

    [TestCase(Permissions.Read, "s3:GetObject")]
    [TestCase(Permissions.ReadProperties, "s3:GetObject")]
    [TestCase(Permissions.Read | Permissions.ReadProperties, "s3:GetObject")]
    [TestCase(Permissions.Create, "s3:PutObject")]
    [TestCase(Permissions.Write, "s3:PutObject")]
    [TestCase(Permissions.Delete, "s3:DeleteObject")]
    [TestCase(Permissions.Read | Permissions.Write | Permissions.Delete, "s3:GetObject", "s3:PutObject", "s3:DeleteObject")]
    public void An_object_is_named_and_so_is_what_may_be_done(Permissions permissions, params string[] actions) =>
        PolicyOf(Avatar, permissions).Should().Be(
        Head + $$"""["{{string.Join("\",\"", actions)}}"],"Resource":"arn:aws:s3:::pictures/42/avatar.png"}]}""");

    [Test]
    public void A_version_has_actions_of_its_own() =>
        PolicyOf(KeyScope.ForObject("pictures", "42/avatar.png", "v1"), Permissions.Read | Permissions.Delete).Should().Be(
            Head + """["s3:GetObjectVersion","s3:DeleteObjectVersion"],"Resource":"arn:aws:s3:::pictures/42/avatar.png"}]}""");

    [Test]
    public void A_prefix_opens_what_is_below_it_and_lists_that() =>
        PolicyOf(KeyScope.ForPrefix("pictures", "42/"), Permissions.Read | Permissions.List).Should().Be(
            Head + """["s3:GetObject"],"Resource":"arn:aws:s3:::pictures/42/*"},"""
            + """{"Effect":"Allow","Action":["s3:ListBucket"],"Resource":"arn:aws:s3:::"""
            + """pictures","Condition":{"StringLike":{"s3:prefix":"42/*"}}}]}""");

    [Test]
    public void A_container_opens_all_of_it() => PolicyOf(KeyScope.ForContainer("pictures"), Permissions.Write | Permissions.List).Should().Be(
        Head + """["s3:PutObject"],"Resource":"arn:aws:s3:::pictures/*"},"""
        + """{"Effect":"Allow","Action":["s3:ListBucket"],"Resource":"arn:aws:s3:::pictures"}]}""");

    [Test]
    public void Listing_alone_opens_no_object() => PolicyOf(KeyScope.ForContainer("pictures"), Permissions.List).Should().Be(
        Head + """["s3:ListBucket"],"Resource":"arn:aws:s3:::pictures"}]}""");

    [TestCase(Permissions.Send, "sqs:SendMessage")]
    [TestCase(Permissions.Receive, "sqs:ReceiveMessage", "sqs:DeleteMessage")]
    [TestCase(Permissions.Receive | Permissions.Update, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility")]
    public void A_queue_is_named_with_region_and_account(Permissions permissions, params string[] actions) =>
        PolicyOf(KeyScope.ForQueue("jobs.fifo"), permissions)
        .Should().Be(Head + $$"""["{{string.Join("\",\"", actions)}}"],"Resource":"arn:aws:sqs:eu-west-1:123456789012:jobs.fifo"}]}""");

    [Test]
    public void A_client_network_is_a_condition() =>
        PolicyOf(Avatar, new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("203.0.113.0/24")) })
        .Should().Be(ReadAvatar + ""","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}]}""");

    [Test]
    public void A_client_range_is_several_networks() =>
        PolicyOf(Avatar, new() { ClientNetwork = ClientNetwork.FromRange(IPAddress.Parse("203.0.113.7"), IPAddress.Parse("203.0.113.16")) })
            .Should().Be(
            ReadAvatar + ""","Condition":{"IpAddress":{"aws:SourceIp":["203.0.113.7/32","203.0.113.8/29","203.0.113.16/32"]}}}]}""");

    [Test]
    public void Https_is_a_condition() => PolicyOf(Avatar, new() { HttpsOnly = true }).Should().Be(
        ReadAvatar + ""","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}""");

    [TestCase(0, "2026-05-04T04:00:00Z")]
    [TestCase(1, "2026-05-04T04:00:01Z")]
    public void A_start_is_a_condition_that_never_comes_early(int ticks, string expected) =>
        PolicyOf(Avatar, new() { NotBefore = new DateTimeOffset(2026, 5, 4, 4, 0, 0, TimeSpan.Zero).AddTicks(ticks) }).Should().Be(
            ReadAvatar + ",\"Condition\":{\"DateGreaterThanEquals\":{\"aws:CurrentTime\":\"" + expected + "\"}}}]}");

    [Test]
    public void An_end_is_a_condition() => PolicyOf(Avatar, Permissions.Read, null, Start.AddMinutes(5)).Should().Be(
        ReadAvatar + ""","Condition":{"DateLessThan":{"aws:CurrentTime":"2026-05-04T03:07:01Z"}}}]}""");

    [Test]
    public void All_conditions_hold_in_every_statement()
    {
        const string all = "\"IpAddress\":{\"aws:SourceIp\":\"2001:db8::/32\"},\"Bool\":{\"aws:SecureTransport\":\"true\"},"
            + "\"DateGreaterThanEquals\":{\"aws:CurrentTime\":\"2026-05-04T03:03:01Z\"},"
            + "\"DateLessThan\":{\"aws:CurrentTime\":\"2026-05-04T03:07:01Z\"}}";

        string policy = PolicyOf(
            KeyScope.ForPrefix("pictures", "42/"),
            Permissions.Read | Permissions.List,
            new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("2001:db8::/32")), HttpsOnly = true, NotBefore = Start.AddMinutes(1) },
            Start.AddMinutes(5));

        policy.Should().Be(
            Head + "[\"s3:GetObject\"],\"Resource\":\"arn:aws:s3:::pictures/42/*\",\"Condition\":{" + all
            + "},{\"Effect\":\"Allow\",\"Action\":[\"s3:ListBucket\"],\"Resource\":\"arn:aws:s3:::pictures\","
            + "\"Condition\":{\"StringLike\":{\"s3:prefix\":\"42/*\"}," + all
            + "}]}");
    }

    [TestCase("a*b", "a${*}b")]
    [TestCase("a?b", "a${?}b")]
    [TestCase("${aws:username}", "${$}{aws:username}")]
    [TestCase("***", "${*}${*}${*}")]
    [TestCase("plain", "plain")]
    public void A_wildcard_in_a_name_is_only_itself(string name, string literal)
    {
        PolicyText.Literal(name).Should().Be(literal);
        PolicyOf(KeyScope.ForObject("pictures", name), Permissions.Read).Should().Contain($"\"arn:aws:s3:::pictures/{literal}\"");
        PolicyOf(KeyScope.ForPrefix("pictures", name + "/"), Permissions.Read | Permissions.List)
            .Should().Contain($"\"arn:aws:s3:::pictures/{literal}/*\"").And.Contain($"\"s3:prefix\":\"{literal}/*\"");
    }

    [Test]
    public void A_name_cannot_end_the_text_that_it_stands_in() =>
        PolicyOf(KeyScope.ForObject("pictures", "a\"],\"x\":[\""), Permissions.Read)
            .Should().Contain("pictures/a\\u0022],\\u0022x\\u0022:[\\u0022\"}]}");

    [Test]
    public void Text_keeps_to_the_characters_that_the_service_takes() =>
        PolicyOf(KeyScope.ForObject("pictures", "é/日本/🗝️ \"quoted\""), Permissions.Read)
            .Should().MatchRegex("^[\\u0020-\\u00FF]+$").And.Contain("pictures/é/\\u65E5\\u672C/");

    [Test]
    public void A_compatible_store_takes_every_script_as_it_is() =>
        PolicyOf(KeyScope.ForObject("pictures", "é/日本/ключ"), Permissions.Read, options: Compatible).Should().Contain("pictures/é/日本/ключ\"");

    [TestCase("a*b")]
    [TestCase("a?b")]
    [TestCase("${x}")]
    public void A_compatible_store_gets_no_policy_that_opens_nothing(string name) =>
        FluentActions.Invoking(() => PolicyOf(KeyScope.ForObject("pictures", name), Permissions.Read, options: Compatible))
            .Should().ThrowExactly<ValetKeyException>().Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);

    [TestCase(Permissions.Read, "\"kms:Decrypt\"")]
    [TestCase(Permissions.ReadProperties, "\"kms:Decrypt\"")]
    [TestCase(Permissions.Create, "\"kms:GenerateDataKey\"")]
    [TestCase(Permissions.Write, "\"kms:GenerateDataKey\"")]
    [TestCase(Permissions.Read | Permissions.Write, "[\"kms:Decrypt\",\"kms:GenerateDataKey\"]")]
    public void Keys_that_objects_are_encrypted_with_are_used_through_the_store_alone(Permissions permissions, string actions) =>
        PolicyOf(Avatar, permissions, options: WithKmsKeys("arn:aws:kms:eu-west-1:123456789012:key/1")).Should().EndWith(
            ",{\"Effect\":\"Allow\",\"Action\":" + actions + ",\"Resource\":\"arn:aws:kms:eu-west-1:123456789012:key/1\","
            + "\"Condition\":{\"StringEquals\":{\"kms:ViaService\":\"s3.eu-west-1.amazonaws.com\"}}}]}");

    [Test]
    public void Several_keys_are_a_list() =>
        PolicyOf(Avatar, Permissions.Read, options: WithKmsKeys("arn:aws:kms:eu-west-1:1:key/1", "arn:aws:kms:eu-west-1:1:key/2"))
            .Should().Contain("\"Resource\":[\"arn:aws:kms:eu-west-1:1:key/1\",\"arn:aws:kms:eu-west-1:1:key/2\"]");

    [TestCase(Permissions.Delete)]
    [TestCase(Permissions.List)]
    public void What_needs_no_key_gets_none(Permissions permissions) =>
        PolicyOf(KeyScope.ForContainer("pictures"), permissions, options: WithKmsKeys("*")).Should().NotContain("kms:");

    [Test]
    public void A_partition_has_its_own_names() =>
        new SessionPolicy("aws-cn", "1", new() { Region = "cn-north-1" })
            .Write(Grants.Of(Avatar, Permissions.Read, Start, TimeSpan.FromHours(1)), "pictures", null)
            .Should().Contain("\"arn:aws-cn:s3:::pictures/42/avatar.png\"");

    private static AmazonS3Options WithKmsKeys(params string[] keys)
    {
        AmazonS3Options options = new() { Region = "eu-west-1" };
        foreach (string key in keys)
        {
            options.SessionKmsKeys.Add(key);
        }

        return options;
    }

    private static string PolicyOf(KeyScope scope, KeyConstraints constraints) => PolicyOf(scope, Permissions.Read, constraints);

    private static string PolicyOf(
        KeyScope scope, Permissions permissions, KeyConstraints? constraints = null, DateTimeOffset? end = null, AmazonS3Options? options = null) =>
        new SessionPolicy("aws", "123456789012", options ?? new() { Region = "eu-west-1" }).Write(
            Grants.Of(scope, permissions, Start, TimeSpan.FromHours(1), KeyForm.TemporaryCredentials, constraints), scope.Container, end);
}
