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

    public static readonly Refusal MethodNotAllowed = new(405, LocalRefusalReasons.MethodNotAllowed, "The service does not have this method here.");

    public static readonly Refusal PathMalformed =
        Refusal.Malformed("The path is not /container/name in canonical form (RFC 3986: upper-case escapes, nothing escaped in vain).");
}
