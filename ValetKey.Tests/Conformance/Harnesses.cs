using ValetKey.Testing;

namespace ValetKey.Tests.Conformance;

/// <summary>Every harness that the suite runs over.</summary>
internal static class Harnesses
{
    public static IReadOnlyList<SignerHarness> All { get; } =
    [
        .. typeof(Harnesses).Assembly.GetTypes()
            .Where(type => type.BaseType is { IsGenericType: true } tests && tests.GetGenericTypeDefinition() == typeof(ConformanceTestBase<>))
            .Select(type => (SignerHarness)Activator.CreateInstance(type.BaseType!.GenericTypeArguments[0])!)
            .OrderBy(harness => harness.Name, StringComparer.Ordinal),
    ];
}
