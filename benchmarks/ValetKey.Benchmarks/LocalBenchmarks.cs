using BenchmarkDotNet.Attributes;
using ValetKey.Benchmarks.Subjects;
using ValetKey.Providers;

namespace ValetKey.Benchmarks;

/// <summary>Keys for local storage, against the least that a signed URL can cost.</summary>
public class LocalBenchmarks
{
    private readonly IValetKeyIssuer _issuer = Issuers.Local;
    private readonly IKeySigner _signer = Issuers.LocalSigner;
    private readonly HashAndString _limit = new();

    [Benchmark(Baseline = true, Description = "HMAC one-shot + string")]
    public string Limit() => _limit.Run();

    [Benchmark(Description = "signer alone")]
    public ValueTask<IssuedKey> Signer() => _signer.SignAsync(Requests.DownloadGrant, CancellationToken.None);

    [Benchmark(Description = "download")]
    public ValueTask<IssuedKey> Download() => _issuer.IssueAsync(Requests.Download);

    [Benchmark(Description = "download, stable")]
    public ValueTask<IssuedKey> StableDownload() => _issuer.IssueAsync(Requests.StableDownload);

    [Benchmark(Description = "upload, two constraints")]
    public ValueTask<IssuedKey> Upload() => _issuer.IssueAsync(Requests.Upload);

    [Benchmark(Description = "upload, all constraints")]
    public ValueTask<IssuedKey> EveryConstraint() => _issuer.IssueAsync(Requests.EveryConstraint);

    [Benchmark(Description = "query for a folder")]
    public ValueTask<IssuedKey> FolderQuery() => _issuer.IssueAsync(Requests.FolderQuery);
}
