using System.Net;
using Google;
using ValetKey.Providers;

namespace ValetKey.Gcp.Operations;

/// <summary>What a failed call to the service means.</summary>
internal static class GcsFaults
{
    /// <summary>The fault to throw.</summary>
    /// <param name="call">What was tried.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="cause">What Google's library threw.</param>
    public static ValetKeyException Of(GcsCall call, string bucket, Exception cause)
    {
        HttpStatusCode? status = StatusOf(cause);
        string help = status switch
        {
            HttpStatusCode.Unauthorized => "The service does not take the application's credential, or not any more.",
            HttpStatusCode.Forbidden => $"The application's credential needs {call.Permissions}.",
            HttpStatusCode.NotFound => "There is no such bucket or object.",
            null when cause is HttpRequestException or IOException or OperationCanceledException => "The service did not answer.",
            null => "The call could not be made; the cause says why.",
            _ => ServiceFault.IsPassing(status) ? "The service could not answer for now." : $"The service answered {(int)status}.",
        };
        return ServiceFault.OfOperation($"The application could not {call.Purpose} in the bucket '{bucket}'. {help}", cause, status);
    }

    /// <summary>Whether the service answered that a condition of the request does not hold.</summary>
    public static bool IsCondition(ValetKeyException fault) => StatusOf(fault.InnerException) == HttpStatusCode.PreconditionFailed;

    /// <summary>Whether the service answered that there is no such object, or no such bucket: it tells both alike.</summary>
    public static bool IsNoObject(ValetKeyException fault) => StatusOf(fault.InnerException) == HttpStatusCode.NotFound;

    /// <summary>A fault that may pass: what was asked for was right a moment ago, and others were faster.</summary>
    public static ValetKeyException Overtaken(ValetKeyException cause) =>
        new(ValetKeyErrorReason.ProviderFailure, "Others wrote to the same objects at the same time. Try again.", cause) { IsTransient = true };

    private static HttpStatusCode? StatusOf(Exception? cause) =>
        cause is GoogleApiException { HttpStatusCode: not 0 } answer ? answer.HttpStatusCode : null;
}
