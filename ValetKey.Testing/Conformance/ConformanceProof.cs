namespace ValetKey.Testing;

/// <summary>What shows that a service really enforces something.</summary>
/// <param name="Kind">The kind of evidence.</param>
/// <param name="Source">Which one: the server with its version, the vectors, the SDK, the document.</param>
public sealed record ConformanceProof(ConformanceProofKind Kind, string Source)
{
    /// <summary>The evidence in words.</summary>
    public override string ToString() => $"{Source} ({Kind switch
    {
        ConformanceProofKind.RealServer => "real server",
        ConformanceProofKind.StandIn => "stand-in",
        ConformanceProofKind.OwnersVectors => "owner's vectors",
        ConformanceProofKind.SdkEquality => "equal to the SDK",
        _ => "documents alone",
    }})";
}
