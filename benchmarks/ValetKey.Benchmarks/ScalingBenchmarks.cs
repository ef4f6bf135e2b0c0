using BenchmarkDotNet.Attributes;
using ValetKey.Benchmarks.Subjects;

namespace ValetKey.Benchmarks;

/// <summary>Two threads with one issuer: the time per key and thread should stay as with one.</summary>
public class ScalingBenchmarks
{
    private const int KeysPerThread = 20_000;

    private readonly IValetKeyIssuer _issuer = Issuers.Local;

    [Params(1, 2)]
    public int Threads { get; set; }

    [Benchmark(OperationsPerInvoke = KeysPerThread)]
    public void Issue() => Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, _ =>
    {
        for (int i = 0; i < KeysPerThread; i++)
        {
            _issuer.IssueAsync(Requests.Download).AsTask().GetAwaiter().GetResult();
        }
    });
}
