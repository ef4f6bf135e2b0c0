namespace ValetKey;

/// <summary>One attempt to issue a key. Holds no secret: it may be stored and shown.</summary>
public sealed record KeyAuditEvent
{
    /// <summary>How it ended.</summary>
    public required KeyAuditOutcome Outcome { get; init; }

    /// <summary>The issuer's name.</summary>
    public required string IssuerName { get; init; }

    /// <summary>When, by the application's own clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The scope asked for, or opened.</summary>
    public required KeyScope Scope { get; init; }

    /// <summary>The permissions asked for, or given.</summary>
    public required Permissions Permissions { get; init; }

    /// <summary>On whose behalf, as the request said.</summary>
    public string? Subject { get; init; }

    /// <summary>The key's id, once there is a key.</summary>
    public Guid? KeyId { get; init; }

    /// <summary>The key's form, once there is a key.</summary>
    public KeyForm? Form { get; init; }

    /// <summary>When the key begins to open.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When the key ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The constraints asked for, which the service enforces once there is a key.</summary>
    public ConstraintKinds Constraints { get; init; }

    /// <summary>Why there is no key.</summary>
    public ValetKeyErrorReason? Reason { get; init; }

    /// <summary>Why there is no key, in words.</summary>
    public string? Message { get; init; }
}
