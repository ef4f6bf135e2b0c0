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
            Reason =
                "Of a doubled parameter the gateway reads the last, which is the one that was signed: the key opens what it opens anyhow.",
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
            Probe = "header x-amz-server-side-encryption-customer-algorithm added",
            Resources = ResourceKinds.Part,
            Reason = "With a part the gateway ignores it, where the upload was not begun with it; the object is not encrypted by it.",
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

    public static KnownGap PartsUnlisted { get; } = new()
    {
        Probe = "operations: parts that are not listed are left out and deleted",
        Reason = "The gateway completes an upload with all the parts that it has, or refuses.",
        ProvenBy = Documents,
    };

    /// <summary>Of forms for a name that ends in a space.</summary>
    public static KnownGap SpaceAtTheEnd { get; } = new()
    {
        Probe = "name *<20>",
        Forms = [KeyForm.SignedForm],
        Reason = "The gateway takes the space from the end of a field, and refuses it then, since the policy has it.",
        ProvenBy = Sdk,
    };

    /// <summary>Of parts, also where a session restricts what an upload may bring.</summary>
    public static IReadOnlyList<KnownGap> OfParts =>
    [
        .. from header in (string[])["x-amz-acl", "x-amz-tagging", "x-amz-grant-read"]
           select new KnownGap
           {
               Probe = $"header {header} added",
               Permissions = Permissions.Write,
               Resources = ResourceKinds.Part,
               Reason = "Keys for parts have no pins: what a part brings of access lists, grants and tags is nothing to the object.",
               ProvenBy = header == "x-amz-grant-read"
                   ? Documents
                   : new ConformanceProof(ConformanceProofKind.RealServer, "a part with them, joined: it is private and has no tags"),
           },
    ];

    /// <summary>Of stores that are not Amazon's.</summary>
    public static IReadOnlyList<KnownGap> OfCompatible { get; } =
    [
        SpaceAtTheEnd,
        MetadataUnsigned,
        new()
        {
            Probe = "header x-amz-copy-source added",
            Permissions = Permissions.Create | Permissions.Write,
            Reason = "A compatible store may take the source of a copy unsigned; RestrictUploads shuts that, and without it the documents say so.",
            ProvenBy = new ConformanceProof(ConformanceProofKind.RealServer, "the same cases with restricted uploads, where it is refused"),
        },
        .. OfParts,
    ];

    /// <summary>Of the gateway, where it is taken for Amazon.</summary>
    public static IReadOnlyList<KnownGap> OfAmazon { get; } =
    [
        SpaceAtTheEnd,
        new()
        {
            Probe = "name *<U+*",
            Forms = [KeyForm.SignedForm],
            Reason = "In a form's policy the gateway does not read an escaped character beyond the Basic Multilingual Plane; Amazon does.",
            ProvenBy = Sdk,
        },
        .. from header in (string[])["x-amz-acl", "x-amz-grant-read", "x-amz-tagging", "x-amz-meta-added", "x-amz-copy-source"]
           select new KnownGap
           {
               Probe = $"header {header} added",
               Permissions = Permissions.Create | Permissions.Write,
               Reason = "The gateway takes x-amz headers that are not signed. Amazon refuses a request that has any.",
               ProvenBy = Documents,
           },
        new()
        {
            Probe = "metadata added",
            Forms = [KeyForm.SignedUrl],
            Constraints = ConstraintKinds.Metadata,
            Reason = "The gateway takes x-amz headers that are not signed. Amazon refuses a request that has any.",
            ProvenBy = Documents,
        },
    ];

    /// <summary>Of keys by a role's sessions.</summary>
    public static IReadOnlyList<KnownGap> OfSessions { get; } =
    [
        new()
        {
            Probe = KnownGap.NoService,
            Resources = ResourceKinds.Queue,
            Reason = "The gateway has no queues.",
            ProvenBy = new ConformanceProof(ConformanceProofKind.Documents, "Amazon SQS Developer Guide; the policies are compared with it"),
        },
    ];

    public static KnownGap MetadataUnsigned => new()
    {
        Probe = "header x-amz-meta-added added",
        Permissions = Permissions.Create | Permissions.Write,
        Reason = "A compatible store takes metadata unsigned, and no URL can pin what has no fixed name; so it declares no Metadata there.",
        ProvenBy = new ConformanceProof(ConformanceProofKind.RealServer, "the refusal of the constraint"),
    };

    /// <summary>Of forms that a session has signed.</summary>
    /// <param name="constraints">The constraints by which a session signs; none where it always does.</param>
    public static KnownGap FormsOfSessions(ConstraintKinds constraints) => new()
    {
        Probe = constraints == ConstraintKinds.None ? "*" : KnownGap.Works,
        Forms = [KeyForm.SignedForm],
        Constraints = constraints,
        Reason = "To a form that a role's session has signed the gateway answers 204, whatever it says, and stores nothing.",
        ProvenBy = Sdk,
    };
}
