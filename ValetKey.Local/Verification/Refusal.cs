namespace ValetKey.Local.Verification;

/// <summary>Why a request is not served: a status, a reason for programs, and words for people. Holds no secret.</summary>
internal sealed record Refusal(int Status, string Reason, string Detail)
{
    /// <summary>When the same request may succeed, as far as is known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Refusal Forbidden(string reason, string detail) => new(403, reason, detail);

    public static Refusal Malformed(string detail) => new(400, LocalRefusalReasons.RequestMalformed, detail);
}
