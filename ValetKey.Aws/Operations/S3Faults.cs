using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using ValetKey.Aws.Credentials;
using ValetKey.Providers;

namespace ValetKey.Aws.Operations;

/// <summary>What a failed call to the store means.</summary>
internal static class S3Faults
{
    /// <summary>The fault to throw.</summary>
    /// <param name="call">What was tried.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="cause">What the SDK threw.</param>
    public static ValetKeyException Of(S3Call call, string bucket, Exception cause)
    {
        AmazonServiceException? answer = cause as AmazonServiceException;
        HttpStatusCode? status = answer is null or { StatusCode: 0 } ? null : StatusOf(answer);
        string help = (status, answer?.ErrorCode) switch
        {
            (_, "NoSuchBucket") => "There is no such bucket.",
            (HttpStatusCode.MovedPermanently, _) => $"The bucket is in another region than {nameof(AmazonS3Options.Region)} says.",
            (_, "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken") =>
                "The store does not know the application's credentials, or not any more.",
            (_, "EntityTooSmall") => "A part that is not the last is shorter than the store takes.",
            (HttpStatusCode.Forbidden, _) => $"The application's credentials need {call.Actions}.",
            (null, null) when cause is AmazonServiceException or HttpRequestException or IOException or OperationCanceledException =>
                "The store did not answer.",
            (null, _) => "The call could not be made; the cause says why.",
            _ => ServiceFault.IsPassing(status) ? "The store could not answer for now." : $"The store answered {(int)status}.",
        };
        return ServiceFault.OfOperation($"The application could not {call.Purpose} in the bucket '{bucket}'. {help}", cause, status);
    }

    /// <summary>A tag that an answer must have: what failed after it had begun may be a 200 without (CompleteMultipartUpload, CopyObject).</summary>
    public static string Whole(string? tag, S3Call call, string bucket) =>
        string.IsNullOrEmpty(tag) ? throw Of(call, bucket, new IOException("The answer has no entity tag.")) : tag;

    /// <summary>What the store answered, by its own code; null where it was no answer of the store's.</summary>
    public static string? CodeOf(ValetKeyException fault) => fault.InnerException is AmazonS3Exception answer ? answer.ErrorCode : null;

    /// <summary>Whether the store answered that a condition of the request does not hold.</summary>
    public static bool IsCondition(ValetKeyException fault) => fault.InnerException is AmazonS3Exception answer
        && (answer.StatusCode == HttpStatusCode.PreconditionFailed || answer.ErrorCode == "PreconditionFailed");

    /// <summary>Whether the store answered that there is no such object, and nothing worse. An answer to HEAD has no code.</summary>
    public static bool IsNoObject(ValetKeyException fault) => fault.InnerException is AmazonS3Exception answer
        && (answer.StatusCode == HttpStatusCode.NotFound ? answer.ErrorCode != "NoSuchBucket" : answer.ErrorCode is "NoSuchKey" or "NoSuchUpload");

    /// <summary>Whether others wrote to the same name at that moment, so that the store could not tell what holds ("Error responses").</summary>
    public static bool IsConflict(ValetKeyException fault) => CodeOf(fault) is "ConditionalRequestConflict" or "OperationAborted";

    /// <summary>
    /// What may pass comes under other statuses too, and any fault after the answer had begun under 200 ("Error responses", S3 API reference).
    /// </summary>
    private static HttpStatusCode StatusOf(AmazonServiceException answer) => answer.ErrorCode switch
    {
        "ConditionalRequestConflict" or "OperationAborted" or "InternalError" => HttpStatusCode.ServiceUnavailable,
        "RequestTimeout" => HttpStatusCode.RequestTimeout,
        "AccessDenied" => HttpStatusCode.Forbidden,
        _ when AwsFaults.IsThrottling(answer) => HttpStatusCode.TooManyRequests,
        _ => answer.StatusCode == HttpStatusCode.OK ? HttpStatusCode.ServiceUnavailable : answer.StatusCode,
    };
}
