using ValetKey.Testing;

namespace ValetKey.Tests.Conformance.Samples;

/// <summary>What Swift 2.30.1 is known not to check, or to take for the same.</summary>
internal static class SwiftGaps
{
    private const string TellsLength =
        "Swift answers HEAD where a PUT is signed, so who may overwrite an object sees its length, type and checksum. docs/custom-signer.md says so.";

    private static readonly ConformanceProof Documents = new(ConformanceProofKind.Documents, "OpenStack Swift, TempURL middleware");

    private static readonly ConformanceProof Elsewhere = new(
        ConformanceProofKind.RealServer, "the same probes at every other place, where it is refused");

    public static IReadOnlyList<KnownGap> All { get; } =
    [
        new()
        {
            Probe = "parameter * doubled behind",
            Reason = "Of a doubled parameter Swift reads the first: that is the one which was signed, so the key opens what it opens anyhow.",
            ProvenBy = new ConformanceProof(ConformanceProofKind.RealServer, "the same parameters doubled before, which is refused"),
        },
        new()
        {
            Probe = "other host",
            Reason = "Swift answers under whatever host it is called by; the path, which names account, container and object, is signed.",
            ProvenBy = Elsewhere,
        },
        Head("method HEAD", ResourceKinds.Object),
        Head("ReadProperties at its own object", ResourceKinds.None),
        Head("ReadProperties at tenant1/*", ResourceKinds.Prefix | ResourceKinds.Container),
        Head("ReadProperties at tenant10/object", ResourceKinds.Container),
        Head("ReadProperties at other/object", ResourceKinds.Container),
        Header("X-Delete-After", "Swift signs no header, and the client may have what it uploads deleted later. docs/custom-signer.md says so."),
        Header("X-Object-Meta-Added", "Swift signs no header; the metadata of what is uploaded are the client's to choose."),
        Header("X-Container-Read", "Of containers alone, for which no temporary URL is good; at an object Swift does not read it."),
        .. from parameter in (string[])["multipart-manifest", "symlink", "format", "filename"]
           select new KnownGap
           {
               Probe = $"parameter {parameter} added",
               Forms = [KeyForm.SignedUrl],
               Permissions = Permissions.Write | Permissions.Delete,
               Reason = "Swift removes all but its own parameters before anything reads the query, and the file name is for downloads.",
               ProvenBy = Documents,
           },
    ];

    private static KnownGap Head(string probe, ResourceKinds resources) => new()
    {
        Probe = probe,
        Permissions = Permissions.Write,
        Resources = resources,
        Reason = TellsLength,
        ProvenBy = Elsewhere,
    };

    private static KnownGap Header(string name, string reason) => new()
    {
        Probe = $"header {name} added",
        Forms = [KeyForm.SignedUrl],
        Permissions = Permissions.Write,
        Reason = reason,
        ProvenBy = Documents,
    };
}
