namespace ValetKey;

/// <summary>One attempt to issue a key. Holds no secret: it may be stored and shown.</summary>
/// <remarks>
/// <see cref="Subject"/> and <see cref="Message"/> hold no character that could forge a line of a log; those of a refused request are escaped
/// (<c>\u000a</c>). The name in <see cref="Scope"/> has no control characters, but it may have the line separators U+2028 and U+2029.
/// </remarks>
public sealed class KeyAuditEvent
{
    /// <summary>The attempt, version 7. The exception and the trace bear it too, and so does the key.</summary>
    public required Guid AttemptId { get; init; }

    /// <summary>How it ended.</summary>
    public required KeyAuditOutcome Outcome { get; init; }

    /// <summary>The issuer's name.</summary>
    public required string IssuerName { get; init; }

    /// <summary>When the attempt began, by the application's own clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The scope asked for; once there is a key, the scope granted.</summary>
    public required KeyScope Scope { get; init; }

    /// <summary>The permissions asked for; once there is a key, those granted.</summary>
    public required Permissions Permissions { get; init; }

    /// <summary>On whose behalf, as the request said.</summary>
    public string? Subject { get; init; }

    /// <summary>The key's id, once there is a key: the attempt's.</summary>
    public Guid? KeyId => Form is null ? null : AttemptId;

    /// <summary>The key's form, once there is a key.</summary>
    public KeyForm? Form { get; init; }

    /// <summary>When the key begins to open.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When the key ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The constraints asked for, which the service enforces once there is a key.</summary>
    public ConstraintKinds Constraints { get; init; }

    /// <summary>Why no key is handed out; null where the caller gave up. The set is open: see <see cref="ValetKeyErrorReason"/>.</summary>
    public ValetKeyErrorReason? Reason { get; init; }

    /// <summary>Why no key is handed out, in words for the operator.</summary>
    public string? Message { get; init; }
}
