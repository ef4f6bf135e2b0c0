using Microsoft.AspNetCore.Http;
using ValetKey.AspNetCore.Contract;

namespace ValetKey.AspNetCore.Access;

/// <summary>All problems of the endpoints. Types are part of the contract.</summary>
internal static class Problems
{
    private const string Types = "urn:valetkey:problem:";

    public static Problem NotFound { get; } =
        Of(StatusCodes.Status404NotFound, "not-found", "No such upload", "There is no such upload, or it is somebody else's.");

    public static Problem NotHere { get; } =
        Of(StatusCodes.Status404NotFound, "not-found", "Not found", "There is nothing here, or it is not for you.");

    public static Problem NotAuthenticated { get; } =
        Of(StatusCodes.Status401Unauthorized, "not-authenticated", "Not signed in", "Sign in first.");

    public static Problem NoSubject { get; } =
        Of(StatusCodes.Status403Forbidden, "no-subject", "Unknown user", "It is not known who you are, so nothing can be uploaded on your behalf.");

    public static Problem CrossOrigin { get; } =
        Of(StatusCodes.Status403Forbidden, "cross-origin", "From another site", "The request comes from a page of another site.");

    public static Problem TooManyRequests { get; } =
        Of(StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests", "Wait, and try again.");

    public static Problem QuotaExceeded { get; } =
        Of(StatusCodes.Status429TooManyRequests, "quota-exceeded", "Quota exceeded", "You have uploaded as much as you may for now.");

    public static Problem Busy { get; } =
        Of(StatusCodes.Status409Conflict, "busy", "Being verified", "The upload is being verified.") with { RetryAfter = TimeSpan.FromSeconds(1) };

    public static Problem Settled(UploadState state) =>
        Of(StatusCodes.Status409Conflict, "settled", "Over", $"The upload is {StateNames.Of(state)}.");

    public static Problem TooLarge(long most) =>
        Of(StatusCodes.Status413PayloadTooLarge, "too-large", "Too large", $"An upload may have {most} bytes at most.");

    public static Problem BodyTooLarge { get; } =
        Of(StatusCodes.Status413PayloadTooLarge, "body-too-large", "Body too large", "The body of this request is too large.");

    public static Problem Refused(string reason) => Of(StatusCodes.Status422UnprocessableEntity, "refused", "Not accepted", reason);

    public static Problem Rejected(string reason) => Of(StatusCodes.Status422UnprocessableEntity, "rejected", "Rejected", reason);

    public static Problem Malformed(string detail) => Of(StatusCodes.Status400BadRequest, "malformed", "Malformed request", detail);

    public static Problem NotJson { get; } =
        Of(StatusCodes.Status415UnsupportedMediaType, "not-json", "Not JSON", "The body is JSON, and its type application/json.");

    public static Problem Incomplete(IReadOnlyList<int> missing) =>
        Of(StatusCodes.Status409Conflict, "incomplete", "Incomplete", "The upload is not there yet, or not whole.") with { Missing = missing };

    public static Problem Unavailable(TimeSpan? retryAfter) =>
        Of(StatusCodes.Status503ServiceUnavailable, "unavailable", "Not available", "The upload cannot be taken at the moment.") with
        {
            RetryAfter = retryAfter ?? TimeSpan.FromSeconds(5),
        };

    public static Problem Of(ValetKeyException refusal) => refusal.Reason == ValetKeyErrorReason.QuotaExhausted
        ? TooManyRequests with { Detail = refusal.Detail, RetryAfter = refusal.RetryAfter }
        : Of(StatusCodes.Status403Forbidden, "denied", "Not allowed", refusal.Detail);

    private static Problem Of(int status, string type, string title, string detail) => new(status, Types + type, title, detail);
}
