using ValetKey.Testing;

namespace ValetKey.Tests.Conformance.Aws;

/// <summary>What RADOS Gateway 16.2 is known not to check, or to take for the same.</summary>
internal static class GatewayGaps
{
    private const ConstraintKinds Sums = ConstraintKinds.ChecksumSha256 | ConstraintKinds.ChecksumCrc32C | ConstraintKinds.ChecksumCrc64Nvme;

    private static readonly ConformanceProof Sdk = new(ConformanceProofKind.SdkEquality, "AWSSDK.S3 signs the same headers and conditions");
    private static readonly ConformanceProof Documents = new(ConformanceProofKind.Documents, "Amazon S3 API Reference");

    /// <summary>Of every form.</summary>
    public static IReadOnlyList<KnownGap> Common { get; } =
    [
        new()
        {
            Probe = "parameter * doubled before",
            Reason = "Of a doubled parameter the gateway reads the last, here too: that is the one which was signed, so the key opens what it opens anyhow.",
            ProvenBy = Documents,
        },
        new()
        {
            Probe = "field * doubled before",
            Forms = [KeyForm.SignedForm],
            Reason = "Of a doubled field the gateway reads the last, which is the one that was signed.",
            ProvenBy = Documents,
        },
        new()
        {
            Probe = "parameter * added",
            Forms = [KeyForm.SignedForm],
            Reason = "The gateway reads no query of a post; it has stored what the form says.",
            ProvenBy = Documents,
        },
        new()
        {
            Probe = "another content",
            Constraints = Sums,
            Reason = "The gateway binds the header or field, and does not compare its value with what was sent.",
            ProvenBy = Sdk,
        },
    ];

    /// <summary>Of forms: the gateway does not read an escaped character beyond the Basic Multilingual Plane in a policy.</summary>
    public static KnownGap OddNamesOfForms { get; } = new()
    {
        Probe = KnownGap.Works,
        Forms = [KeyForm.SignedForm],
        Reason = "In a form's policy the gateway does not read an escaped character beyond the Basic Multilingual Plane; Amazon does.",
        ProvenBy = Sdk,
    };
}
