using System.Net;
using ValetKey.Internal;

namespace ValetKey.Tests.Core.Constraints;

/// <summary>A kind that is added and forgotten in the table would be dropped in silence.</summary>
internal sealed class ConstraintTableTests
{
    private const Permissions Queues = Permissions.Send | Permissions.Receive | Permissions.Peek | Permissions.Update;

    /// <summary>One value for each property and each kind that it can be of.</summary>
    private static readonly (ConstraintKinds Kind, string Property, KeyConstraints Constraints)[] Samples =
    [
        (ConstraintKinds.ContentType, "ContentType", new() { ContentType = "image/png" }),
        (ConstraintKinds.ContentTypeFamily, "ContentType", new() { ContentType = "image/*" }),
        (ConstraintKinds.ExactLength, "ContentLength", new() { ContentLength = LengthRange.Exactly(5) }),
        (ConstraintKinds.LengthRange, "ContentLength", new() { ContentLength = LengthRange.AtMost(5) }),
        (ConstraintKinds.ChecksumMd5, "Checksum", new() { Checksum = new(ChecksumAlgorithm.Md5, new byte[16]) }),
        (ConstraintKinds.ChecksumSha256, "Checksum", new() { Checksum = new(ChecksumAlgorithm.Sha256, new byte[32]) }),
        (ConstraintKinds.ChecksumCrc32C, "Checksum", new() { Checksum = new(ChecksumAlgorithm.Crc32C, new byte[4]) }),
        (ConstraintKinds.ChecksumCrc64Nvme, "Checksum", new() { Checksum = new(ChecksumAlgorithm.Crc64Nvme, new byte[8]) }),
        (ConstraintKinds.ClientNetwork, "ClientNetwork", new() { ClientNetwork = ClientNetwork.FromAddress(IPAddress.Loopback) }),
        (ConstraintKinds.ClientAddressRange, "ClientNetwork", new() { ClientNetwork = ClientNetwork.FromRange(new(10), new(11)) }),
        (ConstraintKinds.NotBefore, "NotBefore", new() { NotBefore = DateTimeOffset.UnixEpoch }),
        (ConstraintKinds.Response, "Response", new() { Response = new() { CacheControl = "no-store" } }),
        (ConstraintKinds.Metadata, "Metadata", new() { Metadata = new Dictionary<string, string> { ["a"] = "b" } }),
        (ConstraintKinds.HttpsOnly, "HttpsOnly", new() { HttpsOnly = true }),
        (ConstraintKinds.SingleUse, "SingleUse", new() { SingleUse = true }),
    ];

    public static IEnumerable<TestCaseData> SampleCases() =>
        Samples.Select(row => new TestCaseData(row.Kind, row.Property, row.Constraints).SetArgDisplayNames(row.Kind.ToString()));

    [Test]
    public void Every_kind_stands_in_one_row_and_has_a_sample_here()
    {
        IEnumerable<ConstraintKinds> kinds = Enum.GetValues<ConstraintKinds>().Except([ConstraintKinds.None]);

        kinds.Should().OnlyContain(kind => ConstraintTable.Rows.Count(row => row.Kinds.HasFlag(kind)) == 1);
        Samples.Select(row => row.Kind).Should().BeEquivalentTo(kinds);
    }

    [Test]
    public void Every_property_that_can_be_set_has_a_row() => ConstraintTable.Rows.Select(row => row.Name).Should().BeEquivalentTo(
        typeof(KeyConstraints).GetProperties().Where(property => property.SetMethod is { IsStatic: false }).Select(property => property.Name));

    [Test]
    public void Every_checksum_algorithm_has_a_kind_of_its_own() =>
        Samples.Where(row => row.Property == "Checksum").Select(row => row.Constraints.Checksum!.Algorithm)
            .Should().BeEquivalentTo(Enum.GetValues<ChecksumAlgorithm>());

    [TestCaseSource(nameof(SampleCases))]
    public void Kind_is_found_by_its_propertys_row_alone(ConstraintKinds kind, string property, KeyConstraints constraints)
    {
        constraints.Kinds.Should().Be(kind);
        ConstraintTable.Rows.Where(row => (row.Kinds & constraints.Kinds) != ConstraintKinds.None).Select(row => row.Name).Should().Equal(property);
        constraints.Should().NotBe(KeyConstraints.None).And.Be(constraints with { });
    }

    [TestCaseSource(nameof(SampleCases))]
    public void Constraint_covers_itself_and_not_its_absence(ConstraintKinds kind, string property, KeyConstraints constraints)
    {
        ConstraintRow row = ConstraintTable.Rows.Single(row => row.Name == property);

        row.Kinds.Should().HaveFlag(kind);
        row.Covers(constraints, constraints with { }).Should().BeTrue();
        row.Covers(constraints, new()).Should().BeFalse();
    }

    [TestCaseSource(nameof(SampleCases))]
    public void Enforcing_a_kind_enforces_no_other_but_what_lies_within_it(ConstraintKinds kind, string property, KeyConstraints constraints) =>
        kind.WithImplied().Should().Be(kind | kind switch
        {
            ConstraintKinds.ContentTypeFamily => ConstraintKinds.ContentType,
            ConstraintKinds.LengthRange => ConstraintKinds.ExactLength,
            ConstraintKinds.ClientAddressRange => ConstraintKinds.ClientNetwork,
            _ => ConstraintKinds.None,
        });

    [TestCase(Permissions.Create | Permissions.Write, "ContentType ContentLength Checksum Metadata")]
    [TestCase(Permissions.Append, "ContentType ContentLength Checksum")]
    [TestCase(Permissions.Read | Permissions.ReadProperties, "Response")]
    [TestCase(Permissions.Delete | Permissions.List | Queues, "")]
    public void Each_permission_uses_its_own_constraints_beside_those_on_any_request(Permissions permissions, string own)
    {
        string[] expected = [.. own.Split(' ', StringSplitOptions.RemoveEmptyEntries), "ClientNetwork", "NotBefore", "HttpsOnly", "SingleUse"];
        ConstraintKinds kinds = Samples.Where(row => expected.Contains(row.Property)).Aggregate(ConstraintKinds.None, (all, row) => all | row.Kind);

        foreach (Permissions permission in Enum.GetValues<Permissions>().Where(one => one != Permissions.None && permissions.HasFlag(one)))
        {
            ConstraintTable.KindsUsedBy(permission).Should().Be(kinds);
        }

        ConstraintTable.KindsUsedBy(permissions).Should().Be(kinds);
    }
}
