using ValetKey.Tests.Support;

namespace ValetKey.Tests.Docs;

internal sealed class SnippetTests
{
    private static IEnumerable<TestCaseData<Snippet>> Snippets() =>
        from document in Repository.Documents
        from snippet in Snippet.In(Repository.NameOf(document), File.ReadAllText(document))
        select new TestCaseData<Snippet>(snippet).SetArgDisplayNames(snippet.ToString());

    [TestCaseSource(nameof(Snippets))]
    public void Snippet_compiles(Snippet snippet)
    {
        IReadOnlyList<string> faults = SnippetCompiler.Compile(snippet);

        faults.Should().BeEmpty();
    }

    [Test]
    public void Snippet_that_is_broken_does_not_compile()
    {
        const string document = "# Title\n\n```csharp\nusing ValetKey;\n\nKeyScope scope = KeyScope.ForEverything();\n```\n";

        Snippet snippet = Snippet.In("broken.md", document).Should().ContainSingle().Subject;
        IReadOnlyList<string> faults = SnippetCompiler.Compile(snippet);

        snippet.ToString().Should().Be("broken.md:3");
        faults.Should().Contain(fault => fault.Contains("CS0117") && fault.Contains("ForEverything"));
    }

    [Test]
    public void Snippet_has_to_state_the_usings_that_a_project_does_not_imply()
    {
        Snippet snippet = new("usings.md", 1, "Console.WriteLine(Permissions.Read);", []);

        SnippetCompiler.Compile(snippet).Should().ContainSingle().Which.Should().Contain("CS0103");
        SnippetCompiler.Compile(snippet with { Code = $"using ValetKey;\n{snippet.Code}" }).Should().BeEmpty();
    }

    [Test]
    public void Snippet_of_types_alone_compiles()
    {
        Snippet snippet = new("types.md", 1, "public sealed record Picture(string Name, long Size);", []);

        SnippetCompiler.Compile(snippet).Should().BeEmpty();
    }

    [Test]
    public void Prelude_declares_what_the_comment_before_a_snippet_names()
    {
        const string document =
            """
            <!-- prelude: web, issuer -->

            ```csharp
            using ValetKey;

            WebApplication app = WebApplication.Create(args);
            app.MapGet("/", () => issuer.Name);
            app.Run();
            ```
            """;

        Snippet snippet = Snippet.In("prelude.md", document).Should().ContainSingle().Subject;

        snippet.Preludes.Should().Equal("web", "issuer");
        SnippetCompiler.Compile(snippet).Should().BeEmpty();
    }
}
