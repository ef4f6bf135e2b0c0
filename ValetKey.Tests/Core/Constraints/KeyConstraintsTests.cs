using System.Net;

namespace ValetKey.Tests.Core.Constraints;

public sealed class KeyConstraintsTests
{
    public static IEnumerable<TestCaseData> Singles()
    {
        yield return Single(new() { ContentType = "image/png" }, ConstraintKinds.ContentType);
        yield return Single(new() { ContentType = "image/*" }, ConstraintKinds.ContentTypeFamily);
        yield return Single(new() { ContentType = "text/plain; charset=utf-8" }, ConstraintKinds.ContentType);
        yield return Single(new() { ContentType = "text/plain; x=/*" }, ConstraintKinds.ContentType);
        yield return Single(new() { ContentLength = LengthRange.Exactly(0) }, ConstraintKinds.ExactLength);
        yield return Single(new() { ContentLength = LengthRange.AtMost(9) }, ConstraintKinds.LengthRange);
        yield return Single(new() { ContentLength = LengthRange.AtMost(0) }, ConstraintKinds.ExactLength);
        yield return Single(new() { Checksum = new Checksum(ChecksumAlgorithm.Md5, new byte[16]) }, ConstraintKinds.ChecksumMd5);
        yield return Single(new() { Checksum = new Checksum(ChecksumAlgorithm.Crc64Nvme, new byte[8]) }, ConstraintKinds.ChecksumCrc64Nvme);
        yield return Single(new() { Metadata = new Dictionary<string, string> { ["a"] = "b" } }, ConstraintKinds.Metadata);
        yield return Single(new() { Metadata = new Dictionary<string, string>() }, ConstraintKinds.None);
        yield return Single(new() { Response = new() { CacheControl = "no-store" } }, ConstraintKinds.Response);
        yield return Single(new() { ClientNetwork = ClientNetwork.FromAddress(IPAddress.Loopback) }, ConstraintKinds.ClientNetwork);
        yield return Single(new() { NotBefore = DateTimeOffset.UnixEpoch }, ConstraintKinds.NotBefore);
        yield return Single(new() { HttpsOnly = true }, ConstraintKinds.HttpsOnly);
        yield return Single(new() { SingleUse = true }, ConstraintKinds.SingleUse);
        yield return Single(KeyConstraints.None, ConstraintKinds.None);
    }

    [TestCaseSource(nameof(Singles))]
    public void Each_constraint_shows_as_its_kind(KeyConstraints constraints, ConstraintKinds kinds) => constraints.Kinds.Should().Be(kinds);

    [Test]
    public void Kinds_add_up()
    {
        KeyConstraints constraints = new() { ContentType = "a/b", ContentLength = LengthRange.AtMost(3), SingleUse = true, HttpsOnly = true };

        constraints.Kinds.Should().Be(
            ConstraintKinds.ContentType | ConstraintKinds.LengthRange | ConstraintKinds.SingleUse | ConstraintKinds.HttpsOnly);
    }

    [Test]
    public void Constraints_are_equal_by_value_metadata_and_all()
    {
        KeyConstraints Make(string value) => new()
        {
            ContentType = "a/b",
            Metadata = new Dictionary<string, string> { ["x"] = value, ["y"] = "2" },
            Response = new() { ContentType = "c/d" },
            Checksum = new Checksum(ChecksumAlgorithm.Crc32C, [1, 2, 3, 4]),
        };

        Make("1").Should().Be(Make("1"));
        Make("1").GetHashCode().Should().Be(Make("1").GetHashCode());
        Make("1").Should().NotBe(Make("2"));
        Make("1").Should().NotBe(Make("1") with { Metadata = new Dictionary<string, string> { ["x"] = "1", ["z"] = "2" } });
        Make("1").Should().NotBe(Make("1") with { SingleUse = true });
    }

    [Test]
    public void Defaults_are_no_constraints()
    {
        KeyConstraints constraints = new();

        constraints.Should().Be(KeyConstraints.None);
        constraints.ContentType.Should().BeNull();
        constraints.ContentLength.Should().BeNull();
        constraints.Checksum.Should().BeNull();
        constraints.Metadata.Should().BeEmpty();
        constraints.Response.Should().BeNull();
        constraints.ClientNetwork.Should().BeNull();
        constraints.NotBefore.Should().BeNull();
        constraints.HttpsOnly.Should().BeFalse();
        constraints.SingleUse.Should().BeFalse();
        new ResponseOverrides().Should().Be(new ResponseOverrides
        {
            ContentType = null,
            ContentDisposition = null,
            CacheControl = null,
            ContentEncoding = null,
            ContentLanguage = null,
        });
    }

    private static TestCaseData Single(KeyConstraints constraints, ConstraintKinds kinds) =>
        new TestCaseData(constraints, kinds).SetArgDisplayNames(
            constraints.ContentType ?? constraints.ContentLength?.ToString() ?? kinds.ToString(), kinds.ToString());
}
