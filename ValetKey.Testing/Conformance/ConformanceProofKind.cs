namespace ValetKey.Testing;

/// <summary>Kinds of evidence, the strongest first.</summary>
public enum ConformanceProofKind
{
    /// <summary>A server by somebody else that checks keys as the service does, or the service itself.</summary>
    RealServer,

    /// <summary>The service's owner publishes the signature that is expected.</summary>
    OwnersVectors,

    /// <summary>The vendor's SDK signs the same, byte for byte.</summary>
    SdkEquality,

    /// <summary>A server made for these tests from the service's documents.</summary>
    StandIn,

    /// <summary>The service's documents say so, and nothing at hand can show it.</summary>
    Documents,
}
