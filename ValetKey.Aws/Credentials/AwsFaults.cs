using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using ValetKey.Providers;

namespace ValetKey.Aws.Credentials;

/// <summary>What the SDK's exceptions say of a service's answer.</summary>
internal static class AwsFaults
{
    /// <summary>The fault to throw. Being asked too often comes as a 400 from some services ("Common errors", AWS STS API reference).</summary>
    /// <param name="message">What failed and what would help.</param>
    /// <param name="cause">What the SDK threw.</param>
    public static ValetKeyException Of(string message, Exception cause)
    {
        AmazonServiceException? answer = cause as AmazonServiceException;
        HttpStatusCode? status = answer switch
        {
            null or { StatusCode: 0 } => null,
            _ => IsThrottling(answer) ? HttpStatusCode.TooManyRequests : answer.StatusCode,
        };
        return ServiceFault.Of(message, cause, status, RetryAfterOf(answer));
    }

    public static bool IsThrottling(AmazonServiceException answer) => answer.StatusCode == HttpStatusCode.TooManyRequests
        || answer.Retryable?.Throttling == true
        || answer.ErrorCode?.Contains("Throttl", StringComparison.Ordinal) == true;

    private static string? RetryAfterOf(AmazonServiceException? answer) =>
        answer?.InnerException is HttpErrorResponseException { Response: { } response } && response.IsHeaderPresent("Retry-After")
            ? response.GetHeaderValue("Retry-After")
            : null;
}
