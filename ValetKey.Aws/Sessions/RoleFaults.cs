using System.Net;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;

namespace ValetKey.Aws.Sessions;

/// <summary>What a failed call for a session means to whoever asked for a key.</summary>
internal static class RoleFaults
{
    public static ValetKeyException Of(Exception fault, AmazonS3Options options, string issuerName) => fault switch
    {
        PackedPolicyTooLargeException => new ValetKeyException(
            ValetKeyErrorReason.Unsupported,
            "The session policy for this request is larger than the service takes. A shorter object name or a client range that is one network would help.",
            fault),
        MalformedPolicyDocumentException => new ValetKeyException(
            ValetKeyErrorReason.Unsupported,
            $"The token service of '{issuerName}' does not understand the session policy for this request. Compatible stores may not know how a policy "
            + "writes a name with *, ? or $; another name would help.",
            fault),
        _ => new ValetKeyException(
            ValetKeyErrorReason.CredentialsUnavailable,
            $"'{issuerName}' could not assume the role {options.RoleArn}. See that the application's credentials may, and that the role's maximum session is "
            + $"{options.MaximumSessionDuration:c} or more.",
            fault)
        {
            IsTransient = !IsRefusal(fault),
        },
    };

    /// <summary>Whether asking again would bring the same answer. Being asked too often comes as a 400 too.</summary>
    private static bool IsRefusal(Exception fault) =>
        fault is AmazonServiceException { StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound } answer
        && answer.ErrorCode?.Contains("Throttl", StringComparison.Ordinal) != true;
}
