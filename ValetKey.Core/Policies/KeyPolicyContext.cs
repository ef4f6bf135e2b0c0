namespace ValetKey;

/// <summary>Where a policy is asked.</summary>
/// <param name="IssuerName">The name of the issuer.</param>
public readonly record struct KeyPolicyContext(string IssuerName);
