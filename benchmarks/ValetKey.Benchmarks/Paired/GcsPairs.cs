using ValetKey.Benchmarks.Subjects;
using ValetKey.Providers;

namespace ValetKey.Benchmarks.Paired;

/// <summary>Keys for Google Cloud Storage: by RSA against the signature alone, by HMAC against the least that a key for S3 can cost.</summary>
internal static class GcsPairs
{
    private const double Rsa = 1.05;
    private const double Hmac = 0.8;
    private const long MostBytes = 2048;

    public static IEnumerable<Pair> Create()
    {
        IValetKeyIssuer rsa = Issuers.Gcs;
        IValetKeyIssuer hmac = Issuers.GcsHmac;
        IKeySigner hmacSigner = Issuers.GcsHmacSigner;
        Func<object> signature = new RsaSignature().Run;
        Func<object> limit = new TwoHashesAndString().Run;
        rsa.IssueAsync(Requests.Download).AsTask().GetAwaiter().GetResult(); // The first reads the key.
        hmac.IssueAsync(Requests.Download).AsTask().GetAwaiter().GetResult();

        yield return new("gcs, rsa download", () => Pairs.Done(rsa.IssueAsync(Requests.Download)), signature)
        {
            MaximumRatio = Rsa,
            MaximumBytes = MostBytes,
        };
        yield return new("gcs, rsa upload", () => Pairs.Done(rsa.IssueAsync(Requests.Upload)), signature) { MaximumRatio = Rsa };
        yield return new(
            "gcs, hmac, signer alone", () => Pairs.Done(hmacSigner.SignAsync(Requests.ShortDownloadGrant, CancellationToken.None)), limit)
        {
            MaximumRatio = Hmac,
        };
        yield return new("gcs, hmac download", () => Pairs.Done(hmac.IssueAsync(Requests.Download)), limit) { MaximumBytes = MostBytes };
        yield return new("gcs, hmac upload", () => Pairs.Done(hmac.IssueAsync(Requests.Upload)), limit) { MaximumBytes = MostBytes };
        yield return new("UrlSigner over gcs, rsa download", GoogleSdk.SignDownload, () => Pairs.Done(rsa.IssueAsync(Requests.Download)));
    }
}
