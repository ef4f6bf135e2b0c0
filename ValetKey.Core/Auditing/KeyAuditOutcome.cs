namespace ValetKey;

/// <summary>How an attempt to issue a key ended.</summary>
public enum KeyAuditOutcome
{
    /// <summary>A key was signed and is about to be handed out.</summary>
    Issued,

    /// <summary>The request was invalid, denied, or beyond what the provider can enforce.</summary>
    Refused,

    /// <summary>Credentials, the provider, a policy or the clock failed, or the caller gave up.</summary>
    Failed,
}
