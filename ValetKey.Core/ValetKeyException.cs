using System.Runtime.ExceptionServices;
using ValetKey.Internal;
using ValetKey.Issuing;

namespace ValetKey;

/// <summary>No key was issued. Callers branch on <see cref="Reason"/>.</summary>
/// <remarks>
/// <see cref="Exception.Message"/> is for the application's operator and its log: it names what is missing and what would help, settings and roles
/// included, and never holds a secret. What may be shown to whoever asked the application is <see cref="Detail"/>. Each call of an issuer throws an
/// exception of its own, whose context never changes; what a signer or a policy threw gives reason, message and cause.
/// </remarks>
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
        Detail = DetailOf(reason);
    }

    /// <summary>The same fault, told to the caller of one attempt.</summary>
    internal ValetKeyException(ValetKeyException fault, in IssueAttempt attempt)
        : base(LogText.Harmless(fault.Message), fault.InnerException)
    {
        Reason = fault.Reason;
        Detail = LogText.Harmless(fault.Detail);
        IsTransient = fault.IsTransient;
        RetryAfter = fault.RetryAfter;
        Shortfalls = fault.Shortfalls;
        AttemptId = attempt.Id;
        IssuerName = attempt.IssuerName;
        Scope = attempt.Request.Scope;
        Permissions = attempt.Request.Permissions;
        if (!IsRefusal && fault.StackTrace is { } origin)
        {
            ExceptionDispatchInfo.SetRemoteStackTrace(this, origin);
        }
    }

    /// <summary>Why no key was issued. The set is open: see <see cref="ValetKeyErrorReason"/>.</summary>
    public ValetKeyErrorReason Reason { get; }

    /// <summary>What may be shown to the client: it tells of the request alone, not of settings, roles, hosts or other tenants.</summary>
    /// <value>
    /// Default: one sentence for each reason. <see cref="Denied(string)"/>, <see cref="InvalidRequest(string)"/> and
    /// <see cref="QuotaExhausted(string, TimeSpan?)"/> show their message.
    /// </value>
    public string Detail { get; init; }

    /// <summary>Whether the same request may succeed when tried again later.</summary>
    /// <value>Default: false.</value>
    public bool IsTransient { get; init; }

    /// <summary>How long to wait before the same request may succeed, where that is known.</summary>
    /// <value>Default: null, unknown.</value>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The attempt that failed, by which the audit and the trace know it; null where the fault did not come from an issuer.</summary>
    public Guid? AttemptId { get; }

    /// <summary>The name of the issuer; null where the fault did not come from one.</summary>
    public string? IssuerName { get; }

    /// <summary>The scope that was asked for; null where the fault did not come from an issuer.</summary>
    public KeyScope? Scope { get; }

    /// <summary>The permissions that were asked for; none where the fault did not come from an issuer.</summary>
    public Permissions Permissions { get; }

    /// <summary>For <see cref="ValetKeyErrorReason.Unsupported"/>: form by form, what it lacks.</summary>
    public IReadOnlyList<FormShortfall> Shortfalls { get; init; } = [];

    /// <summary>Whether the request is at fault, rather than the application or what it depends on.</summary>
    internal bool IsRefusal => Reason is ValetKeyErrorReason.InvalidRequest or ValetKeyErrorReason.Denied or ValetKeyErrorReason.Unsupported
        or ValetKeyErrorReason.QuotaExhausted;

    /// <summary>A refusal by policy: reason <see cref="ValetKeyErrorReason.Denied"/>.</summary>
    /// <param name="message">What is not allowed. It may be shown to the client.</param>
    public static ValetKeyException Denied(string message) => new(ValetKeyErrorReason.Denied, message) { Detail = message };

    /// <summary>A request that makes no sense: reason <see cref="ValetKeyErrorReason.InvalidRequest"/>.</summary>
    /// <param name="message">The field, its fault, and the allowed range. It may be shown to the client.</param>
    public static ValetKeyException InvalidRequest(string message) => new(ValetKeyErrorReason.InvalidRequest, message) { Detail = message };

    /// <summary>A refusal for now: reason <see cref="ValetKeyErrorReason.QuotaExhausted"/>, transient.</summary>
    /// <param name="message">What is used up. It may be shown to the client.</param>
    /// <param name="retryAfter">How long to wait, where that is known.</param>
    public static ValetKeyException QuotaExhausted(string message, TimeSpan? retryAfter = null) =>
        new(ValetKeyErrorReason.QuotaExhausted, message) { Detail = message, IsTransient = true, RetryAfter = retryAfter };

    private static string DetailOf(ValetKeyErrorReason reason) => reason switch
    {
        ValetKeyErrorReason.InvalidRequest => "The request is not valid.",
        ValetKeyErrorReason.Denied => "This is not allowed.",
        ValetKeyErrorReason.Unsupported => "The storage service cannot enforce all of this request.",
        ValetKeyErrorReason.QuotaExhausted => "Too much was asked for; try again later.",
        _ => "No key can be issued at the moment.",
    };
}
