using System.Reflection;
using System.Xml.Linq;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Conventions;

public sealed class ReferenceTests
{
    private static readonly string[] Abstractions =
    [
        "Microsoft.Extensions.Configuration.Abstractions",
        "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Logging.Abstractions",
        "Microsoft.Extensions.Options",
        "Microsoft.Extensions.Primitives",
    ];

    [Test]
    public void Core_refers_to_abstractions_and_the_framework_alone()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

        IEnumerable<string> others = typeof(KeyScope).Assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !File.Exists(Path.Combine(framework, $"{name}.dll")));

        others.Should().NotBeEmpty().And.BeSubsetOf(Abstractions);
    }

    [Test]
    public void Core_asks_for_these_packages_and_no_framework_reference()
    {
        XDocument project = XDocument.Load(Path.Combine(Repository.Root, "ValetKey.Core", "ValetKey.Core.csproj"));

        project.Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!).Should().BeSubsetOf(Abstractions);
        project.Descendants("FrameworkReference").Should().BeEmpty();
        project.Descendants("ProjectReference").Should().BeEmpty();
    }

    [TestCaseSource(typeof(Shipped), nameof(Shipped.Assemblies))]
    public void Providers_never_see_each_other(Assembly assembly) => assembly.GetReferencedAssemblies()
        .Where(reference => reference.Name!.StartsWith("ValetKey.", StringComparison.Ordinal))
        .Select(reference => reference.Name).Should().BeSubsetOf(["ValetKey.Core"]);

    [Test]
    public void A_client_carries_no_signer()
    {
        XDocument project = XDocument.Load(Path.Combine(Repository.Root, "ValetKey.Client", "ValetKey.Client.csproj"));

        project.Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!)
            .Should().Equal("Microsoft.Extensions.Http", "Microsoft.Extensions.Http.Resilience");
        project.Descendants("FrameworkReference").Should().BeEmpty();
        project.Descendants("ProjectReference").Should().BeEmpty();
    }
}
