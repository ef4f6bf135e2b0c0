using System.Net;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Issuing;

public sealed class ConstraintFaultTests
{
    private static readonly Dictionary<string, string> OneName = new() { ["owner"] = "42" };

    private static readonly (Permissions Permissions, KeyConstraints Constraints, string Kind)[] Needless =
    [
        (Permissions.Read, new() { ContentType = "image/png" }, "ContentType"),
        (Permissions.Read, new() { ContentType = "image/*" }, "ContentTypeFamily"),
        (Permissions.Delete, new() { ContentLength = LengthRange.Exactly(1) }, "ExactLength"),
        (Permissions.ReadProperties, new() { ContentLength = LengthRange.AtMost(1) }, "LengthRange"),
        (Permissions.Read, new() { Checksum = new Checksum(ChecksumAlgorithm.Md5, new byte[16]) }, "ChecksumMd5"),
        (Permissions.Read, new() { Checksum = new Checksum(ChecksumAlgorithm.Sha256, new byte[32]) }, "ChecksumSha256"),
        (Permissions.Delete, new() { Checksum = new Checksum(ChecksumAlgorithm.Crc32C, new byte[4]) }, "ChecksumCrc32C"),
        (Permissions.Delete, new() { Checksum = new Checksum(ChecksumAlgorithm.Crc64Nvme, new byte[8]) }, "ChecksumCrc64Nvme"),
        (Permissions.Append, new() { Metadata = OneName }, "Metadata"),
        (Permissions.Read, new() { Metadata = OneName }, "Metadata"),
        (Permissions.Write, new() { Response = new() { CacheControl = "no-store" } }, "Response"),
        (Permissions.Delete, new() { Response = new() { CacheControl = "no-store" } }, "Response"),
    ];

    public static IEnumerable<TestCaseData> NeedlessCases() => Needless.Select(
        row => new TestCaseData(row.Permissions, row.Constraints, row.Kind).SetArgDisplayNames(row.Permissions.ToString(), row.Kind));

    [TestCaseSource(nameof(NeedlessCases))]
    public async Task Constraint_that_no_permission_can_use_is_refused(Permissions permissions, KeyConstraints constraints, string kind)
    {
        using TestIssuer issuer = new();

        ValetKeyException refusal = await issuer.RefusalOf(new KeyRequest(Requests.Avatar, permissions) { Constraints = constraints });

        refusal.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
        refusal.Message.Should().StartWith($"Constraints has {kind}, which none of the requested permissions ({permissions}) can use;");
    }

    [TestCase("")]
    [TestCase("image")]
    [TestCase("/png")]
    [TestCase("image/")]
    [TestCase("image/;q=1")]
    [TestCase("*/*")]
    [TestCase("*/png")]
    [TestCase("im*/png")]
    [TestCase("image/p*")]
    [TestCase("image/*;q=1")]
    [TestCase("image/png/*")]
    [TestCase("image/png/x")]
    [TestCase("image/png ")]
    [TestCase(" image/png")]
    [TestCase("image /png")]
    [TestCase("image/png; charset=é")]
    [TestCase("image/png\r\nX-Evil: 1")]
    [TestCase("image/png\0")]
    [TestCase("image/(png)")]
    public async Task Malformed_content_type_is_refused(string type)
    {
        using TestIssuer issuer = new();

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Write(new() { ContentType = type }));

        refusal.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
        string escaped = type.Replace("\r\n", "\\u000d\\u000a").Replace("\0", "\\u0000");
        refusal.Message.Should().Be($"Constraints.ContentType is '{escaped}'; write a type such as image/png or a family such as image/*.");
    }

    [TestCase("image/png")]
    [TestCase("image/*")]
    [TestCase("application/vnd.api+json")]
    [TestCase("text/plain; charset=utf-8")]
    [TestCase("text/plain;charset=\"utf-8\"")]
    [TestCase("multipart/form-data; boundary=a/b")]
    [TestCase("Image/PNG")]
    public async Task Well_formed_content_type_is_granted_as_written(string type)
    {
        using TestIssuer issuer = new();

        await issuer.IssueAsync(Requests.Write(new() { ContentType = type }));

        issuer.Signer.Grants.Single().Constraints.ContentType.Should().Be(type);
    }

    [TestCase("", "v", "has the name ''")]
    [TestCase("Owner", "v", "has the name 'Owner'; names are lower-case")]
    [TestCase("own er", "v", "has the name 'own er'")]
    [TestCase("owner:", "v", "has the name 'owner:'")]
    [TestCase("eigentümer", "v", "has the name 'eigentümer'")]
    [TestCase("a\r\nb", "v", "has the name 'a\\u000d\\u000ab'")]
    [TestCase("owner", "", "has a value under 'owner' that is empty")]
    [TestCase("owner", " x", "has a value under 'owner' that is empty, begins or ends with a space")]
    [TestCase("owner", "x ", "has a value under 'owner'")]
    [TestCase("owner", "é", "has a value under 'owner'")]
    [TestCase("owner", "a\r\nx-evil: 1", "has a value under 'owner'")]
    [TestCase("owner", null, "has a value under 'owner'")]
    public async Task Malformed_metadata_is_refused(string name, string? value, string fault)
    {
        using TestIssuer issuer = new();

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Write(new() { Metadata = new Dictionary<string, string> { [name] = value! } }));

        refusal.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
        refusal.Message.Should().StartWith($"Constraints.Metadata {fault}");
    }

    [Test]
    public async Task Null_metadata_is_refused()
    {
        using TestIssuer issuer = new();

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Write(new() { Metadata = null! }));

        refusal.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
        refusal.Message.Should().Be("Constraints.Metadata is null; empty means none.");
    }

    [TestCase("")]
    [TestCase(" a")]
    [TestCase("a ")]
    [TestCase("attachment; filename=\"é.pdf\"")]
    [TestCase("a\r\nSet-Cookie: x=1")]
    [TestCase("a\tb")]
    public async Task Malformed_response_header_is_refused_with_its_field(string value)
    {
        using TestIssuer issuer = new();
        (ResponseOverrides Response, string Field)[] rows =
        [
            (new() { ContentType = value }, "ContentType"),
            (new() { ContentDisposition = value }, "ContentDisposition"),
            (new() { CacheControl = value }, "CacheControl"),
            (new() { ContentEncoding = value }, "ContentEncoding"),
            (new() { ContentLanguage = value }, "ContentLanguage"),
        ];

        foreach ((ResponseOverrides response, string field) in rows)
        {
            ValetKeyException refusal = await issuer.RefusalOf(Requests.Read() with { Constraints = new() { Response = response } });

            refusal.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
            refusal.Message.Should().StartWith($"Constraints.Response.{field} is empty, begins or ends with a space, or is not printable ASCII");
        }
    }

    [Test]
    public async Task Response_that_sets_nothing_is_refused()
    {
        using TestIssuer issuer = new();

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read() with { Constraints = new() { Response = new() } });

        refusal.Message.Should().Be("Constraints.Response sets no header.");
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(-3600)]
    public async Task Start_that_is_not_in_the_future_is_refused(int seconds)
    {
        using TestIssuer issuer = new();
        DateTimeOffset start = TestIssuer.Noon.AddSeconds(seconds);

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read() with { Constraints = new() { NotBefore = start } });

        refusal.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
        refusal.Message.Should().Be(
            $"Constraints.NotBefore is {start:O}, which is not after now, {TestIssuer.Noon:O}; leave it out for a key that opens at once.");
    }

    [Test]
    public async Task Constraints_that_every_permission_can_use_are_granted_for_each()
    {
        using TestIssuer issuer = new();
        KeyConstraints constraints = new()
        {
            ClientNetwork = ClientNetwork.FromAddress(IPAddress.Loopback),
            NotBefore = TestIssuer.Noon.AddMinutes(1),
            HttpsOnly = true,
            SingleUse = true,
        };

        foreach (Permissions permission in new[] { Permissions.Read, Permissions.Delete, Permissions.Append })
        {
            IssuedKey key = await issuer.IssueAsync(new KeyRequest(Requests.Avatar, permission) { Constraints = constraints });

            key.Enforced.Should().Be(
                ConstraintKinds.ClientNetwork | ConstraintKinds.NotBefore | ConstraintKinds.HttpsOnly | ConstraintKinds.SingleUse);
        }
    }
}
