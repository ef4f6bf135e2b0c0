using ValetKey.Local.Verification;

namespace ValetKey.Local.Service;

/// <summary>Refusals that several operations share.</summary>
internal static class Refusals
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public static readonly Refusal KeyUsed = Refusal.Forbidden(LocalRefusalReasons.KeyUsed, "The key was for one use, which was made.");

    public static readonly Refusal PreconditionFailed =
        new(412, LocalRefusalReasons.PreconditionFailed, "A precondition of the request does not hold.");

    public static readonly Refusal NotFound = new(404, LocalRefusalReasons.NotFound, "There is no such object.");

    public static readonly Refusal Busy =
        new(503, LocalRefusalReasons.Busy, "Another process holds the store; try again.") { RetryAfter = Pause };

    public static readonly Refusal Unavailable =
        new(503, LocalRefusalReasons.Unavailable, "The storage cannot be used just now; try again.") { RetryAfter = Pause };

    public static readonly Refusal InsufficientStorage =
        new(507, LocalRefusalReasons.InsufficientStorage, "The storage has no room for this; nothing was changed.");

    public static readonly Refusal QuotaExceeded =
        new(507, LocalRefusalReasons.QuotaExceeded, "The container or the prefix would hold more than its quota; nothing was changed.");

    public static readonly Refusal TooManyRequests =
        new(429, LocalRefusalReasons.TooManyRequests, "This key or this client asks too much at once or too often.");

    public static readonly Refusal Overloaded = new(503, LocalRefusalReasons.Overloaded, "The service has as much to do as it takes on.");

    public static readonly Refusal MethodNotAllowed = new(405, LocalRefusalReasons.MethodNotAllowed, "The service does not have this method here.");

    public static Refusal ObjectTooLarge(long most) =>
        new(413, LocalRefusalReasons.ObjectTooLarge, $"The service takes objects of at most {most} bytes.");

    public static readonly Refusal PathMalformed =
        Refusal.Malformed(
            "The path is not /container/name or /@queue/messages in canonical form (RFC 3986: upper-case escapes, nothing escaped in vain).");
}
