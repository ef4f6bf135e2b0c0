namespace ValetKey;

/// <summary>
/// No key was issued. Callers branch on <see cref="Reason"/>; the message is for people, names what is missing and what would help,
/// and never holds a secret.
/// </summary>
public sealed class ValetKeyException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">Why no key was issued.</param>
    /// <param name="message">What is wrong and what would help. No secrets.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public ValetKeyException(ValetKeyErrorReason reason, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
    }

    /// <summary>Why no key was issued.</summary>
    public ValetKeyErrorReason Reason { get; }

    /// <summary>Whether the same request may succeed when tried again later.</summary>
    /// <value>Default: false.</value>
    public bool IsTransient { get; init; }

    /// <summary>How long to wait before the same request may succeed, where that is known.</summary>
    /// <value>Default: null, unknown.</value>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The name of the issuer, where the fault arose in one.</summary>
    public string? IssuerName { get; internal set; }

    /// <summary>The scope that was asked for.</summary>
    public KeyScope? Scope { get; internal set; }

    /// <summary>The permissions that were asked for.</summary>
    public Permissions Permissions { get; internal set; }

    /// <summary>For <see cref="ValetKeyErrorReason.Unsupported"/>: form by form, what it lacks.</summary>
    public IReadOnlyList<FormShortfall> Shortfalls { get; init; } = [];

    /// <summary>A refusal by policy: reason <see cref="ValetKeyErrorReason.Denied"/>.</summary>
    /// <param name="message">What is not allowed. It reaches the caller.</param>
    public static ValetKeyException Denied(string message) => new(ValetKeyErrorReason.Denied, message);

    /// <summary>A request that makes no sense: reason <see cref="ValetKeyErrorReason.InvalidRequest"/>.</summary>
    /// <param name="message">The field, its fault, and the allowed range.</param>
    public static ValetKeyException InvalidRequest(string message) => new(ValetKeyErrorReason.InvalidRequest, message);
}
