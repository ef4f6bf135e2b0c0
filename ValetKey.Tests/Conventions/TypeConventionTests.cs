using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using ValetKey.Providers;

namespace ValetKey.Tests.Conventions;

/// <summary>What style.md promises of every shipped assembly.</summary>
public sealed class TypeConventionTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [TestCaseSource(typeof(Shipped), nameof(Shipped.Assemblies))]
    public void Public_classes_are_sealed_abstract_or_static(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract).Should().BeEmpty();

    [TestCaseSource(typeof(Shipped), nameof(Shipped.Assemblies))]
    public void Cancellation_token_comes_last(Assembly assembly) => Methods(assembly)
        .Where(method => method.GetParameters().SkipLast(1).Any(parameter => parameter.ParameterType == typeof(CancellationToken)))
        .Should().BeEmpty();

    [TestCaseSource(typeof(Shipped), nameof(Shipped.Assemblies))]
    public void Methods_end_in_Async_exactly_when_they_are(Assembly assembly) => Methods(assembly)
        .Where(method => IsAwaitable(method.ReturnType) != method.Name.EndsWith("Async", StringComparison.Ordinal))
        .Should().BeEmpty();

    [TestCaseSource(typeof(Shipped), nameof(Shipped.Assemblies))]
    public void Awaitable_methods_can_be_cancelled(Assembly assembly) => Methods(assembly)
        .Where(method => IsAwaitable(method.ReturnType) && method.Name != nameof(IAsyncDisposable.DisposeAsync))
        .Where(method => method.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken))
        .Should().BeEmpty();

    [TestCaseSource(typeof(Shipped), nameof(Shipped.Assemblies))]
    public void There_are_no_public_mutable_fields(Assembly assembly) => assembly.GetExportedTypes()
        .Where(type => !type.IsEnum)
        .SelectMany(type => type.GetFields(Declared))
        .Where(field => !field.IsInitOnly && !field.IsLiteral)
        .Should().BeEmpty();

    [TestCaseSource(typeof(Shipped), nameof(Shipped.Assemblies))]
    public void No_type_bears_the_name_of_the_namespace(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.Name == "ValetKey").Should().BeEmpty();

    [TestCaseSource(typeof(Shipped), nameof(Shipped.Assemblies))]
    public void Values_of_flags_are_single_bits_and_zero(Assembly assembly)
    {
        Type[] flags = [.. assembly.GetExportedTypes().Where(type => type.IsEnum && type.IsDefined(typeof(FlagsAttribute)))];

        foreach (Type type in flags)
        {
            long[] values = [.. Enum.GetValues(type).Cast<object>().Select(value => Convert.ToInt64(value, null))];

            values.Should().Contain(0).And.OnlyHaveUniqueItems();
            values.Should().OnlyContain(value => value == 0 || BitOperations.IsPow2(value), type.Name);
        }
    }

    [Test]
    public void Core_has_the_flags_it_should() =>
        typeof(KeyScope).Assembly.GetExportedTypes().Where(type => type.IsEnum && type.IsDefined(typeof(FlagsAttribute))).Should()
            .BeEquivalentTo([typeof(Permissions), typeof(ConstraintKinds), typeof(ResourceKinds)]);

    // What providers share but 0.1 does not promise. A further tool is promised, internal, or listed here on purpose.
    [Test]
    public void Shared_plumbing_is_experimental() =>
        typeof(KeyScope).Assembly.GetExportedTypes()
            .Where(type => type.GetCustomAttribute<ExperimentalAttribute>()?.DiagnosticId == "VALETKEY001").Should()
            .BeEquivalentTo([typeof(AsciiWriter), typeof(ContainerPaths)]);

    [TestCaseSource(typeof(Shipped), nameof(Shipped.Assemblies))]
    public void Public_types_live_under_the_root_namespace_or_where_registration_belongs(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => type.Namespace is not { } name
            || !(name == "ValetKey" || name.StartsWith("ValetKey.", StringComparison.Ordinal)
                || name is "Microsoft.Extensions.DependencyInjection" or "Microsoft.AspNetCore.Builder")).Should().BeEmpty();

    private static IEnumerable<MethodInfo> Methods(Assembly assembly) => assembly.GetExportedTypes()
        .SelectMany(type => type.GetMethods(Declared))
        .Where(method => !method.IsSpecialName && !method.Name.StartsWith('<'));

    private static bool IsAwaitable(Type type) => type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() is var kind
            && (kind == typeof(Task<>) || kind == typeof(ValueTask<>) || kind == typeof(IAsyncEnumerable<>)));
}
