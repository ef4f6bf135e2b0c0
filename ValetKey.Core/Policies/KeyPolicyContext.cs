namespace ValetKey;

/// <summary>Where and when a policy is asked.</summary>
public sealed class KeyPolicyContext
{
    /// <summary>The attempt, version 7, by which the audit and the trace know it; a key that comes of it has it as its id.</summary>
    public required Guid AttemptId { get; init; }

    /// <summary>The name of the issuer.</summary>
    public required string IssuerName { get; init; }

    /// <summary>The time at the storage service, from which the key's times are counted.</summary>
    public required DateTimeOffset Now { get; init; }
}
