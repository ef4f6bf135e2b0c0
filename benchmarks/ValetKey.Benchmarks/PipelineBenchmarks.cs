using BenchmarkDotNet.Attributes;
using ValetKey.Benchmarks.Subjects;
using ValetKey.Providers;

namespace ValetKey.Benchmarks;

/// <summary>The whole pipeline over a signer that costs nothing but the key.</summary>
public class PipelineBenchmarks
{
    private readonly IValetKeyIssuer _issuer = Issuers.Copying;
    private readonly KeyGrant _grant = Requests.DownloadGrant;

    [Benchmark(Baseline = true, Description = "the key alone")]
    public IssuedKey KeyAlone() => CopyingSigner.Copy(_grant);

    [Benchmark(Description = "download")]
    public ValueTask<IssuedKey> Download() => _issuer.IssueAsync(Requests.Download);

    [Benchmark(Description = "upload, two constraints")]
    public ValueTask<IssuedKey> Upload() => _issuer.IssueAsync(Requests.Upload);
}
