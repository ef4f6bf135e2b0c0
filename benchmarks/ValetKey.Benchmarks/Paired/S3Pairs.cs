using ValetKey.Benchmarks.Subjects;
using ValetKey.Providers;

namespace ValetKey.Benchmarks.Paired;

/// <summary>Keys for S3, against the least that they can cost and against AWS's own SDK.</summary>
internal static class S3Pairs
{
    private const double Signer = 0.7;
    private const double Issue = 1.2;
    private const double EveryHeader = 1.3;
    private const double Form = 1.1;
    private const long MostBytes = 1200;
    private const long MostHeaderBytes = 1600;
    private const long MostFormBytes = 2400;

    public static IEnumerable<Pair> Create()
    {
        IValetKeyIssuer issuer = Issuers.S3;
        IKeySigner signer = Issuers.S3Signer;
        Func<object> limit = new TwoHashesAndString().Run;
        issuer.IssueAsync(Requests.Download).AsTask().GetAwaiter().GetResult(); // The first waits for the credentials.

        yield return new("s3, signer, 350 chars", () => Pairs.Done(signer.SignAsync(Requests.ShortDownloadGrant, CancellationToken.None)), limit)
        {
            MaximumRatio = Signer,
        };
        yield return new("s3, signer, 405 chars", () => Pairs.Done(signer.SignAsync(Requests.DownloadGrant, CancellationToken.None)), limit);
        yield return new("s3, download", () => Pairs.Done(issuer.IssueAsync(Requests.Download)), limit)
        {
            MaximumRatio = Issue,
            MaximumBytes = MostBytes,
        };
        yield return new("s3, stable download", () => Pairs.Done(issuer.IssueAsync(Requests.StableDownload)), limit)
        {
            MaximumRatio = Issue,
            MaximumBytes = MostBytes,
        };
        yield return new("s3, upload", () => Pairs.Done(issuer.IssueAsync(Requests.Upload)), limit);
        yield return new("s3, every header", () => Pairs.Done(issuer.IssueAsync(Requests.EveryS3Header)), limit)
        {
            MaximumRatio = EveryHeader,
            MaximumBytes = MostHeaderBytes,
        };
        yield return new("s3, form", () => Pairs.Done(issuer.IssueAsync(Requests.BrowserForm)), limit)
        {
            MaximumRatio = Form,
            MaximumBytes = MostFormBytes,
        };
        yield return new("AWSSDK over s3, download", AwsSdk.SignDownload, () => Pairs.Done(issuer.IssueAsync(Requests.Download)));
    }
}
