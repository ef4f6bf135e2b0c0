using System.Reflection;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Docs;

/// <summary>The tests in docs/testing.md, as a reader compiles them, pass.</summary>
internal sealed class TestingExampleTests
{
    private static readonly Snippet[] Snippets =
        [.. Snippet.In("docs/testing.md", File.ReadAllText(Repository.PathTo("docs", "testing.md")))];

    [TestCase("AvatarControllerTests", "NUnit.Framework.TestAttribute")]
    [TestCase("AvatarControllerFacts", "Xunit.FactAttribute")]
    public async Task Examples_pass(string name, string attribute)
    {
        Snippet example = Snippets.Single(snippet => snippet.Code.Contains($"class {name}", StringComparison.Ordinal));
        Type type = SnippetCompiler.Load(example).GetType(name, throwOnError: true)!;
        MethodInfo[] tests = [.. type.GetMethods().Where(method => method.GetCustomAttributes().Any(mark => mark.GetType().FullName == attribute))];

        tests.Should().HaveCount(2);
        foreach (MethodInfo test in tests)
        {
            await (Task)test.Invoke(Activator.CreateInstance(type), null)!;
        }
    }

    [Test]
    public void Example_in_a_host_runs()
    {
        Snippet example = Snippets.Single(snippet => snippet.Code.Contains("AddFake", StringComparison.Ordinal));
        Snippet whole = example with
        {
            Preludes = [],
            Code = example.Code.Replace(
                "services.AddValetKey().AddAmazonS3",
                "ServiceCollection services = new();\nservices.AddValetKey().AddAmazonS3",
                StringComparison.Ordinal),
        };

        MethodInfo main = SnippetCompiler.Load(whole).EntryPoint!;

        main.Invoking(run => run.Invoke(null, [Array.Empty<string>()])).Should().NotThrow();
    }
}
