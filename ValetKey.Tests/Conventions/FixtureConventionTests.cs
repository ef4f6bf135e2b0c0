using System.Reflection;

namespace ValetKey.Tests.Conventions;

/// <summary>What would make tests vanish from the run without a word.</summary>
public sealed class FixtureConventionTests
{
    [Test]
    public void Generic_fixtures_have_their_types_from_a_class_that_is_not() => typeof(FixtureConventionTests).Assembly.GetTypes()
        .Where(type => type.ContainsGenericParameters
            && type.GetCustomAttributes<TestFixtureSourceAttribute>().Any(source => source.SourceType is null))
        .Should().BeEmpty("NUnit finds nothing in one whose types are not known yet");
}
