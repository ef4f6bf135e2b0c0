using ValetKey.Testing;

namespace ValetKey.Tests.Conformance;

/// <summary>The suite over one signer.</summary>
[Parallelizable(ParallelScope.All)]
internal abstract class ConformanceTestBase<THarness>
    where THarness : SignerHarness, new()
{
    private const int AtOnce = 16;

    private static readonly THarness Harness = new();
    private static int _asked;

    public static IEnumerable<TestCaseData> Cases() =>
        SignerConformance.Cases(Harness).Select(one => new TestCaseData(one).SetArgDisplayNames(one.Name));

    /// <summary>
    /// Most of a case is waiting. So whoever wants more than one gets all of them, many at once; each tells when its turn has come.
    /// </summary>
    [TestCaseSource(nameof(Cases))]
    public Task Conforms(ConformanceCase one)
    {
        if (Interlocked.Increment(ref _asked) == 2)
        {
            _ = RunAheadAsync();
        }

        return one.RunAsync(TestContext.CurrentContext.CancellationToken);
    }

    [OneTimeTearDown]
    public async Task ReportAsync()
    {
        TestContext.Progress.WriteLine(Harness.Report);
        await Harness.DisposeAsync();
    }

    private static Task RunAheadAsync() => Parallel.ForEachAsync(
        SignerConformance.Cases(Harness),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (one, cancellationToken) => await one.RunAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing));
}
