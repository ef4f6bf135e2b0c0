using System.Net;
using System.Net.Http.Headers;

namespace ValetKey.Providers;

/// <summary>
/// What a failed call means to whoever asked for a key: a call for credentials, a session, a token or a signature, to a service that the signer
/// depends on.
/// </summary>
public static class ServiceFault
{
    /// <summary>Whether the same call may succeed soon: no answer, 408, 429, and what the service blames on itself (500 and above).</summary>
    /// <param name="status">The answer's status; null where there was no answer.</param>
    public static bool IsPassing(HttpStatusCode? status) =>
        status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    /// <summary>
    /// The fault to throw. Too many requests (429; RFC 6585, 4) are <see cref="ValetKeyErrorReason.QuotaExhausted"/>, everything else is
    /// <see cref="ValetKeyErrorReason.CredentialsUnavailable"/>; it is transient if <see cref="IsPassing"/>.
    /// </summary>
    /// <param name="message">What failed and what would help, for the operator. No secret, and nothing that the service wrote.</param>
    /// <param name="cause">What the call threw, if anything.</param>
    /// <param name="status">
    /// The answer's status; null where there was no answer. A service that says by another status that it was asked too often is told as 429.
    /// </param>
    /// <param name="retryAfter">
    /// The answer's <c>Retry-After</c> (RFC 9110, 10.2.3), null if it has none. Seconds are read; a date is not, since it counts by the service's
    /// clock.
    /// </param>
    public static ValetKeyException Of(string message, Exception? cause, HttpStatusCode? status, string? retryAfter = null) => Of(
        status == HttpStatusCode.TooManyRequests ? ValetKeyErrorReason.QuotaExhausted : ValetKeyErrorReason.CredentialsUnavailable,
        message,
        cause,
        status,
        retryAfter);

    /// <summary>
    /// The fault to throw where an operation of the application's own (<see cref="IStorageOperations"/>) failed:
    /// <see cref="ValetKeyErrorReason.ProviderFailure"/>, transient if <see cref="IsPassing"/>.
    /// </summary>
    /// <param name="message">What failed and what would help, for the operator. No secret, and nothing that the service wrote.</param>
    /// <param name="cause">What the call threw, if anything.</param>
    /// <param name="status">The answer's status; null where there was no answer.</param>
    public static ValetKeyException OfOperation(string message, Exception? cause, HttpStatusCode? status) =>
        Of(ValetKeyErrorReason.ProviderFailure, message, cause, status, retryAfter: null);

    private static ValetKeyException Of(
        ValetKeyErrorReason reason, string message, Exception? cause, HttpStatusCode? status, string? retryAfter)
    {
        bool isPassing = IsPassing(status);
        return new ValetKeyException(reason, message, cause)
        {
            IsTransient = isPassing,
            RetryAfter = isPassing && RetryConditionHeaderValue.TryParse(retryAfter, out RetryConditionHeaderValue? value) ? value.Delta : null,
        };
    }
}
