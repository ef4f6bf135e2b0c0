using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Testing;
using ValetKey.Tests.Conventions;

namespace ValetKey.Tests.Conformance;

/// <summary>No signer that is shipped goes without the suite.</summary>
internal sealed class CompletenessTests
{
    [Test]
    public void Every_signer_that_can_be_registered_has_a_harness()
    {
        Type[] registered = [.. Harnesses.All.SelectMany(OptionsOf).Distinct()];

        Registrable().Should().NotBeEmpty().And.BeSubsetOf(registered);
    }

    [Test]
    public void Names_of_harnesses_and_of_their_cases_are_unique()
    {
        Harnesses.All.Select(harness => harness.Name).Should().OnlyHaveUniqueItems();
        foreach (SignerHarness harness in Harnesses.All)
        {
            SignerConformance.Cases(harness).Select(one => one.Name).Should().OnlyHaveUniqueItems(harness.Name);
        }
    }

    [Test]
    public void Operations_that_are_not_tried_here_are_tried_by_the_harness_that_is_named()
    {
        IEnumerable<SignerHarness> trying = Harnesses.All.Where(harness => harness is { HasOperations: true, OperationsTriedBy: null });

        Harnesses.All.Select(harness => harness.OperationsTriedBy).OfType<string>()
            .Should().NotBeEmpty().And.BeSubsetOf(trying.Select(harness => harness.Name));
    }

    [Test]
    public void There_is_a_case_for_and_one_against_whatever_is_declared([ValueSource(typeof(Harnesses),
        nameof(Harnesses.All))] SignerHarness harness)
    {
        string[] names = [.. SignerConformance.Cases(harness).Select(one => one.Name)];

        foreach (Cell cell in CellCatalog.Of(harness.Capabilities))
        {
            names.Count(name => name.StartsWith($"{cell}: ", StringComparison.Ordinal)).Should().BeGreaterThanOrEqualTo(2, $"{cell}");
        }
    }

    /// <summary>The options of every method that adds a store to a builder.</summary>
    private static IEnumerable<Type> Registrable() =>
        from assembly in Shipped.Assemblies().Select(one => (Assembly)one.Arguments[0]!)
        from type in assembly.GetExportedTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        let parameters = method.GetParameters()
        where !method.IsGenericMethod && parameters.Length == 3 && parameters[0].ParameterType == typeof(IValetKeyBuilder)
            && parameters[1].ParameterType == typeof(string)
        let configure = parameters[2].ParameterType
        where configure.IsGenericType && configure.GetGenericTypeDefinition() == typeof(Action<>)
        where configure.GenericTypeArguments[0] != typeof(ValetKeyOptions)
        select configure.GenericTypeArguments[0];

    private static IEnumerable<Type> OptionsOf(SignerHarness harness)
    {
        ServiceCollection services = new();
        harness.Register(services.AddValetKey(), "any");
        return services.Where(service =>
            service.ServiceType.IsGenericType && service.ServiceType.GetGenericTypeDefinition() == typeof(IConfigureOptions<>))
            .Select(service => service.ServiceType.GenericTypeArguments[0]);
    }
}
