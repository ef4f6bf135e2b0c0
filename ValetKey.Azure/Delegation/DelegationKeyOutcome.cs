namespace ValetKey.Azure.Delegation;

/// <summary>What came of a call: a key with the times it was asked for, or a fault.</summary>
internal sealed record DelegationKeyOutcome(HeldDelegationKey? Given, Exception? Fault);
