using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using ValetKey.Aws.Credentials;

namespace ValetKey.Aws.Sessions;

/// <summary>What a failed call for a session means to whoever asked for a key.</summary>
internal static class RoleFaults
{
    public static ValetKeyException Of(Exception fault, AmazonS3Options options, string issuerName) => fault switch
    {
        PackedPolicyTooLargeException => new ValetKeyException(
            ValetKeyErrorReason.Unsupported,
            "The session policy for this request is larger than the service takes. "
            + "A shorter object name or a client range that is one network would help.",
            fault),
        MalformedPolicyDocumentException => new ValetKeyException(
            ValetKeyErrorReason.Unsupported,
            $"The token service of '{issuerName}' does not understand the session policy for this request. "
            + "Compatible stores may not know how a policy "
            + "writes a name with *, ? or $; another name would help.",
            fault),
        AmazonServiceException answer when AwsFaults.IsThrottling(answer) => AwsFaults.Of(
            $"The token service has given '{issuerName}' as many sessions of the role {options.RoleArn} as it does for now. "
            + "Ask for more, or lower the rate.",
            fault),
        _ => AwsFaults.Of(
            $"'{issuerName}' could not assume the role {options.RoleArn}. "
            + "See that the application's credentials may, and that the role's maximum session is "
            + $"{options.MaximumSessionDuration:c} or more.",
            fault),
    };
}
