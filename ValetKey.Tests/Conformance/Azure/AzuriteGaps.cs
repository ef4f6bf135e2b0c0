using ValetKey.Testing;

namespace ValetKey.Tests.Conformance.Azure;

/// <summary>What Azurite does not check or show, or lets through that the key gives anyway.</summary>
internal static class AzuriteGaps
{
    private const Permissions Uploads = Permissions.Create | Permissions.Write | Permissions.Append;

    private static readonly ConformanceProof Alone = new(
        ConformanceProofKind.RealServer, "Azurite, asked for each operation as Azure is: BlobMisuseTests");

    /// <summary>Under every signature.</summary>
    public static IReadOnlyList<KnownGap> Common { get; } =
    [
        new()
        {
            Probe = KnownGap.Works,
            Resources = ResourceKinds.ObjectVersion,
            Reason = "Azurite keeps no versions, and takes the signature of a token for one (sr=bv) for wrong.",
            ProvenBy = new ConformanceProof(ConformanceProofKind.SdkEquality, "SdkGrantDifferentialTests"),
        },
        new()
        {
            Probe = "no http",
            Constraints = ConstraintKinds.HttpsOnly,
            Reason = "This Azurite listens to https alone.",
            ProvenBy = new ConformanceProof(ConformanceProofKind.RealServer, "another Azurite over http: ProtocolTests"),
        },
        new()
        {
            Probe = "parameter comp=blocklist added",
            Forms = [KeyForm.SignedUrl],
            Permissions = Permissions.Read,
            Reason = "Whoever may read a blob may read of which blocks it is.",
            ProvenBy = Document("Create a service SAS", "Read"),
        },
        .. OfHeaders(),
        .. OfParameters(),
    ];

    /// <summary>Where Azurite is taken for Azure.</summary>
    public static KnownGap ClientAddress { get; } = new()
    {
        Probe = "from *",
        Constraints = ConstraintKinds.ClientNetwork | ConstraintKinds.ClientAddressRange,
        Reason = "Azurite reads the address in the token (sip) as signed, and lets every other in too.",
        ProvenBy = new ConformanceProof(ConformanceProofKind.SdkEquality, "SdkGrantDifferentialTests"),
    };

    public static KnownGap SnapshotUnderDelegation { get; } = new()
    {
        Probe = "parameter snapshot added",
        Forms = [KeyForm.SignedUrl],
        Permissions = Uploads,
        Reason =
            "Under a delegation key Azurite reads no such parameter at an upload, which goes to the key's own blob; a snapshot cannot be written.",
        ProvenBy = Document("Put Blob", "snapshot"),
    };

    private static IEnumerable<KnownGap> OfHeaders() =>
    [
        OfHeader("x-ms-meta-added", Uploads, "Metadata of what is uploaded is the client's to choose; an append has none.", "Put Blob"),
        OfHeader("x-ms-blob-cache-control", Uploads, "Properties of what is uploaded are the client's to choose; an append has none.", "Put Blob"),
        OfHeader("x-ms-access-tier", Uploads, "The tier of what is uploaded is the client's to choose; an append has none.", "Put Blob"),
        OfHeader("x-ms-encryption-scope", Uploads, "Azurite has no encryption scopes, and reads no such header.", "Put Blob"),
        OfHeader("x-ms-tags", Uploads, "Azurite does not ask for the permission to tag (t), which no token has.", "Put Blob"),
        OfHeader("x-ms-blob-public-access", Uploads, "Of containers alone, for which no token is good.", "Set Container ACL"),
        OfHeader("x-ms-lease-id", Permissions.Create, "What is not there yet has no lease that could be named.", "Put Blob"),
        OfHeader("x-ms-copy-source", Uploads,
            "Azurite cannot put from a URL, and fails. The source has to be open to its reader.", "Put Blob From URL"),
    ];

    private static IEnumerable<KnownGap> OfParameters() =>
    [
        new()
        {
            Probe = "parameter comp=* added",
            Forms = [KeyForm.SignedUrl],
            Permissions = Permissions.Create | Permissions.Write,
            Reason = "Azurite takes whatever names the type of a blob for its upload, which the key gives.",
            ProvenBy = Alone,
        },
        new()
        {
            Probe = "parameter comp=* added",
            Forms = [KeyForm.SignedUrl],
            Permissions = Permissions.Delete,
            Reason = "Azurite deletes the key's own blob whatever else is said.",
            ProvenBy = Alone,
        },
        .. from parameter in (string[])["restype=container", "versionid"]
           select new KnownGap
           {
               Probe = $"parameter {parameter} added",
               Forms = [KeyForm.SignedUrl],
               Permissions = Uploads | Permissions.Delete,
               Reason = "Azurite reads no such parameter here, and does to the key's own blob what the key is for.",
               ProvenBy = Document("Create a service SAS", "sr"),
           },
    ];

    private static KnownGap OfHeader(string name, Permissions permissions, string reason, string page) => new()
    {
        Probe = $"header {name} added",
        Forms = [KeyForm.SignedUrl],
        Permissions = permissions,
        Reason = reason,
        ProvenBy = Document(page, name),
    };

    private static ConformanceProof Document(string page, string part) =>
        new(ConformanceProofKind.Documents, $"Azure Storage REST API, \"{page}\": {part}");
}
