using System.Net;
using Azure;
using ValetKey.Providers;

namespace ValetKey.Azure.Delegation;

/// <summary>Why there is no key to sign with. What others wrote stays inside: it is not ours to vouch for.</summary>
internal static class DelegationKeyFaults
{
    /// <summary>What went wrong before the storage service was asked: the identity gave no token, or not in time.</summary>
    public static ValetKeyException Of(Exception fault, string issuerName)
    {
        // Azure.Identity tells of an answer by an inner exception.
        (HttpStatusCode? status, string? retryAfter) = AnswerOf(fault as RequestFailedException ?? fault.InnerException as RequestFailedException);
        string message = fault is TimeoutException
            ? $"'{issuerName}' has no user delegation key to sign with: the call for one took longer than {DelegationKeySource.CallTimeout:c}."
            : $"'{issuerName}' has no user delegation key to sign with, and could not get one ({fault.GetType().Name}). See that the application has "
                + "an identity that Microsoft Entra ID knows, and that the storage service can be reached.";
        return status == HttpStatusCode.TooManyRequests
            ? ServiceFault.Of(message, fault, status, retryAfter)
            : Unavailable(message, fault, isTransient: true);
    }

    /// <summary>The status of an answer, or null where there was none, and when the service says to come again.</summary>
    public static (HttpStatusCode? Status, string? RetryAfter) AnswerOf(RequestFailedException? fault) => (
        fault is null or { Status: 0 } ? null : (HttpStatusCode)fault.Status,
        fault?.GetRawResponse() is { } answer && answer.Headers.TryGetValue("Retry-After", out string? text) ? text : null);

    public static ValetKeyException OutOfReach(string issuerName, in LeaseNeed need, in DelegationKeySpan span) => Unavailable(
        $"'{issuerName}' can have no user delegation key from {need.LatestStart:u} until {need.MinimumEnd:u} at least, as the request needs: a key "
        + $"lives for {DelegationKeySpan.Longest.Days} days at most, this one from {span.StartsAt:u} until {span.ExpiresAt:u}.");

    public static ValetKeyException TooNarrow(string issuerName, in LeaseNeed need, DelegationKey key) => Unavailable(
        $"The service gave '{issuerName}' a user delegation key from {key.Facts.StartsAt:u} until {key.Facts.ExpiresAt:u}; the request needs one "
        + $"from {need.LatestStart:u} until {need.MinimumEnd:u} at least.");

    private static ValetKeyException Unavailable(string message, Exception? inner = null, bool isTransient = false) =>
        new(ValetKeyErrorReason.CredentialsUnavailable, message, inner) { IsTransient = isTransient };
}
