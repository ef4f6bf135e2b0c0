using ValetKey.Testing;

namespace ValetKey.Tests.Conformance;

/// <summary>The suite over one signer.</summary>
internal abstract class ConformanceTestBase<THarness>
    where THarness : SignerHarness, new()
{
    private static readonly THarness Harness = new();

    public static IEnumerable<TestCaseData> Cases() =>
        SignerConformance.Cases(Harness).Select(one => new TestCaseData(one).SetArgDisplayNames(one.Name));

    [TestCaseSource(nameof(Cases))]
    public Task Conforms(ConformanceCase one) => one.RunAsync(TestContext.CurrentContext.CancellationToken);

    [OneTimeTearDown]
    public async Task ReportAsync()
    {
        TestContext.Progress.WriteLine(Harness.Report);
        await Harness.DisposeAsync();
    }
}
