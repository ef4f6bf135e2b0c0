using System.Globalization;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace ValetKey.Tests.Support;

/// <summary>
/// Runs a fixture as it stands, and once more in each of three cultures that write otherwise: Thailand counts other years, Arabic has another
/// calendar and other signs, and Turkish another lower case of I.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class InForeignCulturesAttribute : NUnitAttribute, IFixtureBuilder, ITestAction
{
    private const string Property = "ForeignCulture";

    private static readonly string[] Cultures = ["th-TH", "ar-SA", "tr-TR"];

    public ActionTargets Targets => ActionTargets.Test;

    public IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo) =>
        [.. new TestFixtureAttribute().BuildFrom(typeInfo), .. Cultures.SelectMany(culture => BuildFrom(typeInfo, culture))];

    public void BeforeTest(ITest test)
    {
        if (CultureOf(test) is { } culture)
        {
            TestExecutionContext.CurrentContext.CurrentCulture = Find(culture);
        }
    }

    public void AfterTest(ITest test)
    {
        // The culture ends with the test's context.
    }

    private static IEnumerable<TestSuite> BuildFrom(ITypeInfo typeInfo, string culture)
    {
        foreach (TestSuite suite in new TestFixtureAttribute { TestName = $"{typeInfo.Name}({culture})" }.BuildFrom(typeInfo))
        {
            suite.Properties.Set(Property, culture);
            yield return suite;
        }
    }

    private static string? CultureOf(ITest? test) => test is null ? null : (string?)test.Properties.Get(Property) ?? CultureOf(test.Parent);

    private static CultureInfo Find(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            Skip.Test("There are no cultures: ICU (libicu) is missing, or DOTNET_SYSTEM_GLOBALIZATION_INVARIANT is set.");
            throw;
        }
    }
}
