namespace ValetKey;

/// <summary>How an attempt to issue a key ended.</summary>
public enum KeyAuditOutcome
{
    /// <summary>A key was signed and is about to be handed out.</summary>
    Issued,

    /// <summary>The request was invalid, denied, beyond a quota, or beyond what the provider can enforce.</summary>
    Refused,

    /// <summary>Credentials, the provider, a policy or the clock failed, or the caller gave up.</summary>
    Failed,

    /// <summary>
    /// A key was signed and kept back, because it was not what was granted, could not be recorded, or the caller gave up. It replaces an
    /// <see cref="Issued"/> that a sink was told of the same attempt before a later sink failed.
    /// </summary>
    Withheld,
}
