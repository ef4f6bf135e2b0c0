namespace ValetKey.Gcp.Downscoping;

/// <summary>Whose tokens are downscoped, and where.</summary>
/// <param name="IssuerName">The name of the issuer, for messages.</param>
/// <param name="ServiceAccount">
/// The e-mail address of the service account. The application's credential may make tokens of it, and it may reach the buckets.
/// </param>
/// <param name="BaseUrl">The URL of the storage service that takes the tokens, which is written into keys.</param>
internal sealed record DownscoperSettings(string IssuerName, string ServiceAccount, string BaseUrl)
{
    private const string GoogleCloud = "googleapis.com";

    /// <summary>The IAM Service Account Credentials API, which makes tokens of a chosen life.</summary>
    public Uri CredentialsUrl { get; init; } = UrlOf("iamcredentials", GoogleCloud, "");

    /// <summary>The Security Token Service, which downscopes them.</summary>
    public Uri ExchangeUrl { get; init; } = UrlOf("sts", GoogleCloud, "v1/token");

    /// <summary>The services of another domain than <c>googleapis.com</c>.</summary>
    public static DownscoperSettings ForUniverse(string issuerName, string serviceAccount, string baseUrl, string universeDomain) =>
        new(issuerName, serviceAccount, baseUrl)
        {
            CredentialsUrl = UrlOf("iamcredentials", universeDomain, ""),
            ExchangeUrl = UrlOf("sts", universeDomain, "v1/token"),
        };

    private static Uri UrlOf(string service, string domain, string path) => new($"https://{service}.{domain}/{path}");
}
