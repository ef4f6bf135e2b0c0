using ValetKey.Testing;

namespace ValetKey.Tests.Conformance.Faults;

/// <summary>The suite bites: for each way to be wrong there is a case that fails.</summary>
internal sealed class FaultySignerTests
{
    private static IEnumerable<TestCaseData> Every => FaultCatalog.All.Select(fault => new TestCaseData(fault).SetArgDisplayNames(fault.Name));

    /// <summary>But for those that declare what is not there: without the fault there is no such case.</summary>
    private static IEnumerable<TestCaseData> OfSigning => FaultCatalog.All.Where(fault => fault.Declare is null)
        .Select(fault => new TestCaseData(fault).SetArgDisplayNames(fault.Name));

    [TestCaseSource(nameof(Every))]
    public async Task Fault_is_caught(Fault fault)
    {
        await using FaultyHarness harness = new(fault);
        ConformanceCase[] named = [.. SignerConformance.Cases(harness).Where(one => one.Name == fault.CaughtBy)];

        named.Should().ContainSingle("the case is one of the suite's");
        (await FluentActions.Awaiting(() => named[0].RunAsync()).Should().ThrowAsync<ConformanceException>(fault.CaughtBy)).Which
            .Message.Should().NotBeEmpty();
    }

    [TestCaseSource(nameof(OfSigning))]
    public async Task Case_that_catches_it_passes_without_the_fault(Fault fault)
    {
        await using FaultyHarness sound = new(new Fault("none", "nothing"));

        await SignerConformance.Cases(sound).Single(one => one.Name == fault.CaughtBy).RunAsync();
    }

    [Test]
    public void There_are_at_least_thirty() =>
        FaultCatalog.All.Select(fault => fault.Name).Should().OnlyHaveUniqueItems().And.HaveCountGreaterThanOrEqualTo(30);
}
