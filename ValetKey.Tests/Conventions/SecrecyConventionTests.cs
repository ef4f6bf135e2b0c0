using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ValetKey.Tests.Conventions;

/// <summary>No secret is shown by what C# and the debugger write of themselves.</summary>
public sealed partial class SecrecyConventionTests
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [TestCaseSource(typeof(Shipped), nameof(Shipped.Assemblies))]
    public void The_debugger_shows_what_the_text_shows(Assembly assembly) => assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<DebuggerDisplayAttribute>(inherit: false).Select(shown => (type.FullName, shown.Value)))
        .Where(shown => shown.Value != "{ToString(),nq}")
        .Where(shown => !shown.Value.StartsWith("\\{ ", StringComparison.Ordinal)) // The compiler's, of anonymous types.
        .Should().BeEmpty();

    [TestCaseSource(typeof(Shipped), nameof(Shipped.Assemblies))]
    public void A_record_that_holds_a_secret_has_a_text_of_its_own(Assembly assembly) =>
        assembly.GetTypes().Where(HoldsSecret).Where(WritesItself).Should().BeEmpty();

    [Test]
    public void Records_with_a_secret_are_found() =>
        new[] { typeof(Careless), typeof(CarelessStruct), typeof(Careful) }.Select(type => (HoldsSecret(type), WritesItself(type)))
            .Should().Equal((true, true), (true, true), (true, false));

    /// <summary>By public properties, which the compiler's text shows.</summary>
    private static bool HoldsSecret(Type type) => type.GetProperties(Own & ~BindingFlags.NonPublic).Any(property =>
        (property.PropertyType == typeof(string) || property.PropertyType == typeof(byte[])) && SecretName().IsMatch(property.Name));

    /// <summary>Whether the compiler has written the text, from all public properties.</summary>
    private static bool WritesItself(Type type) =>
        type.GetMethod(nameof(ToString), Own, []) is { } text && text.IsDefined(typeof(CompilerGeneratedAttribute));

    [GeneratedRegex("^Key$|(Secret|Signature|Password|Token|AccountKey|AccessKey|PrivateKey|ConnectionString|CredentialJson)$")]
    private static partial Regex SecretName();

    private sealed record Careless(string Name, string Secret);

    private readonly record struct CarelessStruct(byte[] AccountKey);

    private sealed record Careful(string Token)
    {
        public override string ToString() => "[secret]";
    }
}
