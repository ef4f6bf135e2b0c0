using System.Net;
using ValetKey.Providers;

namespace ValetKey.Gcp.Credentials;

/// <summary>What a failed signature means.</summary>
internal static class RemoteFaults
{
    /// <summary>Whether the same call may succeed soon: quota, a service that is down, a broken connection, a time-out.</summary>
    public static bool IsPassing(Exception fault) => fault switch
    {
        HttpRequestException answer => ServiceFault.IsPassing(answer.StatusCode),
        OperationCanceledException => true,
        _ => false,
    };

    /// <summary>The fault for the caller. The service's own words stay inside.</summary>
    public static ValetKeyException Of(Exception fault, string account) => fault switch
    {
        HttpRequestException { StatusCode: HttpStatusCode.TooManyRequests } => Fault(
            $"IAM has no quota left to sign for {account}. Ask for more, or lower the rate.", fault),
        HttpRequestException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } => Fault(
            $"The credential may not sign as {account}. "
            + "Give it the role roles/iam.serviceAccountTokenCreator on that account, also where it is that account itself.",
            fault),
        HttpRequestException { StatusCode: HttpStatusCode.NotFound } => Fault(
            $"IAM knows no service account {account}, or its API is not enabled.", fault),
        HttpRequestException { StatusCode: { } status } => Fault($"IAM answered {(int)status} when asked to sign for {account}.", fault),
        _ => Fault($"There was no signature for {account} ({fault.GetType().Name}).", fault),
    };

    private static ValetKeyException Fault(string message, Exception fault) => fault is HttpRequestException answer
        ? ServiceFault.Of(message, fault, answer.StatusCode)
        : new(ValetKeyErrorReason.CredentialsUnavailable, message, fault) { IsTransient = IsPassing(fault) };
}
