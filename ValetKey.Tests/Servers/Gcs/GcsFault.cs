namespace ValetKey.Tests.Servers.Gcs;

/// <summary>
/// A refusal: the status and the code of "HTTP status and error codes for XML" in the Cloud Storage documentation, and what is wrong.
/// </summary>
internal sealed class GcsFault(int status, string code, string details) : Exception(details)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static GcsFault Malformed(string details) => new(400, "MalformedSecurityHeader", details);

    public static GcsFault Mismatch(string text) => new(403, "SignatureDoesNotMatch", $"The signature is not that of: {text}");

    public static GcsFault Expired(DateTimeOffset end) => new(400, "ExpiredToken", $"Request signature expired at {end:u}.");

    public static GcsFault Denied(string details) => new(403, "AccessDenied", details);

    public static GcsFault Policy(string details) => new(400, "InvalidPolicyDocument", details);

    public static GcsFault Argument(string details) => new(400, "InvalidArgument", details);

    public static GcsFault NoSuchKey(string name) => new(404, "NoSuchKey", name);
}
