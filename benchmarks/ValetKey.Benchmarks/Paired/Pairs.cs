using System.Security.Cryptography;
using ValetKey.Benchmarks.Subjects;
using ValetKey.Providers;

namespace ValetKey.Benchmarks.Paired;

/// <summary>What is measured, against what, and with which limits. docs/performance.md is written from it.</summary>
internal static class Pairs
{
    private const double LocalUrl = 1.5;
    private const double LocalConstraints = 1.3;

    public static IEnumerable<Pair> Create()
    {
        IValetKeyIssuer copying = Issuers.Copying;
        IValetKeyIssuer local = Issuers.Local;
        IKeySigner signer = Issuers.LocalSigner;
        Func<object> keyAlone = () => CopyingSigner.Copy(Requests.DownloadGrant);
        Func<object> hashAndString = new HashAndString().Run;

        yield return new("pipeline, download", () => Done(copying.IssueAsync(Requests.Download)), keyAlone)
        {
            MaximumNanosecondsBeyond = 1000,
            MaximumBytesBeyond = 600,
        };
        yield return new("pipeline, upload", () => Done(copying.IssueAsync(Requests.Upload)), keyAlone)
        {
            MaximumNanosecondsBeyond = 1000,
            MaximumBytesBeyond = 600,
        };
        yield return new("local, signer alone", () => Done(signer.SignAsync(Requests.DownloadGrant, CancellationToken.None)), hashAndString)
        {
            MaximumRatio = LocalUrl,
        };
        yield return new("local, download", () => Done(local.IssueAsync(Requests.Download)), hashAndString) { MaximumRatio = LocalUrl };
        yield return new("local, stable download", () => Done(local.IssueAsync(Requests.StableDownload)), hashAndString) { MaximumRatio = LocalUrl };
        yield return new("local, upload", () => Done(local.IssueAsync(Requests.Upload)), hashAndString);
        yield return new("local, all constraints", () => Done(local.IssueAsync(Requests.EveryConstraint)), hashAndString)
        {
            MaximumRatio = LocalConstraints,
        };
        yield return new("local, folder query", () => Done(local.IssueAsync(Requests.FolderQuery)), hashAndString);
        yield return Hashes();
        foreach (Pair pair in S3Pairs.Create().Concat(AzurePairs.Create()).Concat(GcsPairs.Create()))
        {
            yield return pair;
        }
    }

    /// <summary>Issuing without policies that wait is done when it returns.</summary>
    public static IssuedKey Done(ValueTask<IssuedKey> issue) => issue.IsCompletedSuccessfully
        ? issue.Result
        : throw new InvalidOperationException("The key was not issued at once.");

    private static Pair Hashes()
    {
        byte[] secret = RandomNumberGenerator.GetBytes(32);
        byte[] data = new byte[HashAndString.Length];
        byte[] hash = new byte[32];
        KeyedHash keyed = new(HashAlgorithmName.SHA256, secret);
        return new Pair(
            "keyed hash",
            () =>
            {
                keyed.Hash(data, hash);
                return hash;
            },
            () =>
            {
                HMACSHA256.HashData(secret, data, hash);
                return hash;
            });
    }
}
