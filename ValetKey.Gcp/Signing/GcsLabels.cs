using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>
/// The words of Google's V4 signatures. By HMAC, those are Amazon's Signature Version 4 but for the words ("HMAC keys" and "V4 signing process",
/// Cloud Storage documentation).
/// </summary>
internal static class GcsLabels
{
    public static readonly V4Labels Rsa = Google("GOOG4-RSA-SHA256");

    public static readonly V4Labels Hmac = Google("GOOG4-HMAC-SHA256");

    private static V4Labels Google(string algorithm) => new()
    {
        Algorithm = algorithm,
        SecretPrefix = "GOOG4",
        Region = "auto",
        Service = "storage",
        Terminator = "goog4_request",
        ParameterPrefix = "X-Goog-",
        PostDialect = PostDialect.Google,
    };
}
