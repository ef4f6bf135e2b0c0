using System.Text;

namespace ValetKey.Gcp.Credentials;

/// <summary>
/// The words of a V4 signature. By HMAC it is Amazon's Signature Version 4 but for them ("HMAC keys" and "V4 signing process", Cloud Storage documentation), so
/// that with Amazon's words an S3 store can judge it.
/// </summary>
/// <param name="Algorithm">The name of the algorithm.</param>
/// <param name="SecretPrefix">What comes before the secret where the key of a day is derived.</param>
/// <param name="Location">The region of the credential scope.</param>
/// <param name="Service">The service of the credential scope.</param>
/// <param name="RequestType">The end of the credential scope.</param>
/// <param name="ParameterPrefix">How the names of the query's parameters begin.</param>
internal sealed record V4Labels(string Algorithm, string SecretPrefix, string Location, string Service, string RequestType, string ParameterPrefix)
{
    public static readonly V4Labels GoogleRsa = Google("GOOG4-RSA-SHA256");

    public static readonly V4Labels GoogleHmac = Google("GOOG4-HMAC-SHA256");

    public byte[] AlgorithmText { get; } = Encoding.ASCII.GetBytes(Algorithm);

    public string AlgorithmParameter { get; } = ParameterPrefix + "Algorithm";

    public string CredentialParameter { get; } = ParameterPrefix + "Credential";

    public string DateParameter { get; } = ParameterPrefix + "Date";

    public string ExpiresParameter { get; } = ParameterPrefix + "Expires";

    public string SignedHeadersParameter { get; } = ParameterPrefix + "SignedHeaders";

    public byte[] SignatureParameter { get; } = Encoding.ASCII.GetBytes($"&{ParameterPrefix}Signature=");

    private static V4Labels Google(string algorithm) => new(algorithm, "GOOG4", "auto", "storage", "goog4_request", "X-Goog-");
}
