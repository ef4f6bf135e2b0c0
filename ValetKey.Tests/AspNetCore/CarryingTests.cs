using Microsoft.Extensions.DependencyInjection;
using ValetKey.AspNetCore.Carrying;
using ValetKey.AspNetCore.Flow;
using ValetKey.Providers;
using ValetKey.Testing;
using ValetKey.Tests.Conformance;

namespace ValetKey.Tests.AspNetCore;

/// <summary>What uploads do at a store whose provider signs and does no more holds what operations promise, by keys alone.</summary>
internal sealed class CarryingTests
{
    private static readonly CarryingHarness Harness = new();

    private static IEnumerable<TestCaseData> Cases() => SignerConformance.Cases(Harness)
        .Where(one => one.Name.StartsWith("operations: ", StringComparison.Ordinal))
        .Select(one => new TestCaseData(one).SetArgDisplayNames(one.Name));

    [OneTimeTearDown]
    public async Task StopAsync() => await Harness.DisposeAsync();

    [TestCaseSource(nameof(Cases))]
    public Task Conforms(ConformanceCase one) => one.RunAsync(TestContext.CurrentContext.CancellationToken);

    private sealed class CarryingHarness : LocalHarness
    {
        public override string Name => "Local, by keys alone";

        public override IReadOnlyList<KnownGap> Gaps =>
        [
            new KnownGap
            {
                Probe = "operations: a sweep finds what is under its prefix, and nothing else",
                Reason = "Every service lists in words of its own, which a signer does not know.",
                ProvenBy = new ConformanceProof(ConformanceProofKind.Documents, "docs/uploads.md"),
            },
        ];

        public override void Register(IValetKeyBuilder builder, string name) => base.Register(
            builder.AddStorageOperations(name, services => new CarryingOperations(
                services.GetRequiredKeyedService<IValetKeyIssuer>(name),
                new KeyAbilities(services.GetRequiredKeyedService<IKeySigner>(name)),
                Client)),
            name);
    }
}
