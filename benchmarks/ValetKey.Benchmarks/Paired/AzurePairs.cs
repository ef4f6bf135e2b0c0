using ValetKey.Benchmarks.Subjects;
using ValetKey.Providers;

namespace ValetKey.Benchmarks.Paired;

/// <summary>Keys for Azure Blob Storage, against the least that they can cost and against Azure's own SDK.</summary>
internal static class AzurePairs
{
    private const double Signer = 0.8;
    private const double Issue = 1.4;
    private const double Delegated = 1.6;
    private const double EveryHeader = 1.35;
    private const long MostBytes = 900;
    private const long MostHeaderBytes = 1400;

    public static IEnumerable<Pair> Create()
    {
        IValetKeyIssuer issuer = Issuers.Azure;
        IKeySigner signer = Issuers.AzureSigner;
        IValetKeyIssuer delegated = Issuers.AzureDelegated;
        Func<object> limit = new HashAndString(hashed: 120, written: 200).Run;

        yield return new("azure, signer alone", () => Pairs.Done(signer.SignAsync(Requests.AzureDownloadGrant, CancellationToken.None)), limit)
        {
            MaximumRatio = Signer,
        };
        yield return new("azure, download", () => Pairs.Done(issuer.IssueAsync(Requests.AzureDownload)), limit)
        {
            MaximumRatio = Issue,
            MaximumBytes = MostBytes,
        };
        yield return new("azure, upload", () => Pairs.Done(issuer.IssueAsync(Requests.AzureUpload)), limit)
        {
            MaximumRatio = Issue,
            MaximumBytes = MostBytes,
        };
        yield return new("azure, delegated download", () => Pairs.Done(delegated.IssueAsync(Requests.AzureDownload)), limit)
        {
            MaximumRatio = Delegated,
        };
        yield return new("azure, delegated upload", () => Pairs.Done(delegated.IssueAsync(Requests.AzureUpload)), limit) { MaximumRatio = Delegated };
        yield return new("azure, every header", () => Pairs.Done(delegated.IssueAsync(Requests.EveryAzureHeader)), limit)
        {
            MaximumRatio = EveryHeader,
            MaximumBytes = MostHeaderBytes,
        };
        yield return new("BlobSasBuilder over azure", AzureSdk.BuildToken, () => Pairs.Done(issuer.IssueAsync(Requests.AzureDownload)));
        yield return new("BlobSasBuilder, delegated, over azure", AzureSdk.BuildDelegatedToken,
            () => Pairs.Done(delegated.IssueAsync(Requests.AzureDownload)));
        yield return new("GenerateSasUri over azure", AzureSdk.GenerateUrl, () => Pairs.Done(issuer.IssueAsync(Requests.AzureDownload)));
    }
}
