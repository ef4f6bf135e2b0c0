using ValetKey.Tests.Support;

namespace ValetKey.Tests.Docs;

internal sealed class SnippetTests
{
    private static IEnumerable<TestCaseData<Snippet>> Snippets() => InDocuments(snippet => snippet.Source is null);

    private static IEnumerable<TestCaseData<Snippet>> Excerpts() => InDocuments(snippet => snippet.Source is not null);

    [TestCaseSource(nameof(Snippets))]
    public void Snippet_compiles(Snippet snippet)
    {
        IReadOnlyList<string> faults = SnippetCompiler.Compile(snippet);

        faults.Should().BeEmpty();
    }

    /// <summary>It then compiles where it is from, which is built with everything else.</summary>
    [TestCaseSource(nameof(Excerpts))]
    public void Snippet_of_a_file_is_what_the_file_says(Snippet snippet) =>
        snippet.IsExcerptOf(File.ReadAllText(Repository.PathTo(snippet.Source!))).Should().BeTrue("{0} has these lines", snippet.Source);

    [TestCase("    Second();\n\n    Third();\n", true)]
    [TestCase("Second();\n\nThird();\n", true)]
    [TestCase("Second();\nThird();\n", false)]
    [TestCase("Second();\n\n    Third();\n", false)]
    [TestCase("Second();\n\nThird(1);\n", false)]
    [TestCase("Third();\n}\n\nFourth();\n", false)]
    public void Excerpt_has_the_lines_of_its_file(string code, bool expected)
    {
        string document = $"<!-- source: a/File.cs -->\n```csharp\n{code}```\n";

        Snippet snippet = Snippet.In("page.md", document).Should().ContainSingle().Subject;

        snippet.Source.Should().Be("a/File.cs");
        snippet.IsExcerptOf("void Do()\n{\n    First();\n    Second();\n\n    Third();\n}\n").Should().Be(expected);
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

    private static IEnumerable<TestCaseData<Snippet>> InDocuments(Func<Snippet, bool> isMeant) =>
        from document in Repository.Documents
        from snippet in Snippet.In(Repository.NameOf(document), File.ReadAllText(document))
        where isMeant(snippet)
        select new TestCaseData<Snippet>(snippet).SetArgDisplayNames(snippet.ToString());
}
