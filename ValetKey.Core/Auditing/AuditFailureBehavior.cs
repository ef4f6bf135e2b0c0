namespace ValetKey;

/// <summary>What happens when an audit sink fails.</summary>
public enum AuditFailureBehavior
{
    /// <summary>The key is not handed out: what cannot be recorded does not happen.</summary>
    Refuse,

    /// <summary>The failure is logged and the key handed out.</summary>
    LogAndContinue,
}
