using System.Net;
using ValetKey.Aws.Sessions;
using ValetKey.Tests.Aws.S3;

namespace ValetKey.Tests.Aws.Sessions;

/// <summary>The text of session policies, above all for queues, of which there is no server here.</summary>
public class SessionPolicyTests
{
    private const string Head = """{"Version":"2012-10-17","Statement":[""";

    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [TestCase(Permissions.Send, "\"sqs:SendMessage\"")]
    [TestCase(Permissions.Receive, "\"sqs:ReceiveMessage\",\"sqs:DeleteMessage\"")]
    [TestCase(Permissions.Update, "\"sqs:ChangeMessageVisibility\"")]
    [TestCase(Permissions.Send | Permissions.Receive, "\"sqs:SendMessage\",\"sqs:ReceiveMessage\",\"sqs:DeleteMessage\"")]
    public void Queue_is_named_in_the_account_of_the_role(Permissions permissions, string actions) =>
        Write(KeyScope.ForQueue("orders.fifo"), permissions, bucket: "orders.fifo").Should().Be(
            Head + $$"""{"Effect":"Allow","Action":[{{actions}}],"Resource":"arn:aws:sqs:eu-west-1:123456789012:orders.fifo"}]}""");

    [TestCase(Permissions.Read, "\"s3:GetObject\"")]
    [TestCase(Permissions.Read | Permissions.ReadProperties, "\"s3:GetObject\"")]
    [TestCase(Permissions.Write, "\"s3:PutObject\"")]
    [TestCase(Permissions.Read | Permissions.Write | Permissions.Delete, "\"s3:GetObject\",\"s3:PutObject\",\"s3:DeleteObject\"")]
    public void Object_is_named_alone(Permissions permissions, string actions) =>
        Write(KeyScope.ForObject("bucket", "a/b"), permissions).Should().Be(
            Head + $$"""{"Effect":"Allow","Action":[{{actions}}],"Resource":"arn:aws:s3:::bucket/a/b"}]}""");

    [Test]
    public void Version_has_actions_of_its_own() =>
        Write(KeyScope.ForObject("bucket", "a", "v1"), Permissions.Read | Permissions.Delete).Should().Contain(
            """["s3:GetObjectVersion","s3:DeleteObjectVersion"]""");

    [Test]
    public void Wildcards_in_names_are_names() =>
        Write(KeyScope.ForPrefix("bucket", "a*b?c$d/"), Permissions.Read | Permissions.List).Should().Be(
            Head
            + """{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::bucket/a${*}b${?}c${$}d/*"},"""
            + """{"Effect":"Allow","Action":["s3:ListBucket"],"Resource":"arn:aws:s3:::bucket","Condition":"""
            + """{"StringLike":{"s3:prefix":"a${*}b${?}c${$}d/*"}}}]}""");

    [Test]
    public void Container_is_listed_under_no_condition() =>
        Write(KeyScope.ForContainer("bucket"), Permissions.List).Should().Be(
            Head + """{"Effect":"Allow","Action":["s3:ListBucket"],"Resource":"arn:aws:s3:::bucket"}]}""");

    [Test]
    public void Every_statement_bears_every_condition()
    {
        KeyConstraints constraints = new()
        {
            ClientNetwork = ClientNetwork.FromRange(IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.4")),
            HttpsOnly = true,
            NotBefore = Start.AddTicks(1),
        };

        string policy = Write(KeyScope.ForPrefix("bucket", "a/"), Permissions.Write | Permissions.List, constraints, Start.AddMinutes(5));

        const string Conditions = """
            "IpAddress":{"aws:SourceIp":["10.0.0.1/32","10.0.0.2/31","10.0.0.4/32"]},"Bool":{"aws:SecureTransport":"true"},
            "DateGreaterThanEquals":{"aws:CurrentTime":"2026-01-02T03:04:06Z"},"DateLessThan":{"aws:CurrentTime":"2026-01-02T03:09:05Z"}}}
            """;
        policy.Split(Conditions.ReplaceLineEndings("")).Should().HaveCount(3, "two statements bear them all");
    }

    [Test]
    public void Text_keeps_to_the_characters_that_the_service_takes() =>
        Write(KeyScope.ForObject("bucket", "日本/🗝️ \"quoted\""), Permissions.Read).Should().MatchRegex("^[\\u0020-\\u007E]+$");

    [TestCase("0.0.0.0", "255.255.255.255", "0.0.0.0/0")]
    [TestCase("10.0.0.7", "10.0.0.7", "10.0.0.7/32")]
    [TestCase("10.0.0.0", "10.0.0.6", "10.0.0.0/30 10.0.0.4/31 10.0.0.6/32")]
    [TestCase("255.255.255.254", "255.255.255.255", "255.255.255.254/31")]
    [TestCase("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/0")]
    [TestCase("2001:db8::1", "2001:db8::2", "2001:db8::1/128 2001:db8::2/128")]
    public void Range_is_written_as_the_fewest_networks(string first, string last, string expected) =>
        string.Join(' ', Cidrs.Of(ClientNetwork.FromRange(IPAddress.Parse(first), IPAddress.Parse(last)))).Should().Be(expected);

    private static string Write(
        KeyScope scope, Permissions permissions, KeyConstraints? constraints = null, DateTimeOffset? end = null, string bucket = "bucket") =>
        new SessionPolicy("aws", "eu-west-1", "123456789012").Write(
            Grants.Of(scope, permissions, Start, TimeSpan.FromMinutes(5), KeyForm.TemporaryCredentials, constraints), bucket, end);
}
