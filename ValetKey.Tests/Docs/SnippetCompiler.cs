using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ValetKey.Tests.Docs;

/// <summary>Compiles a snippet as a reader's project would: the SDK's implicit usings, nullable, nothing of ours but what it states.</summary>
internal static class SnippetCompiler
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14);

    private static readonly Lazy<MetadataReference[]> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>What the compiler has to say, warnings too; empty when the snippet compiles.</summary>
    public static IReadOnlyList<string> Compile(Snippet snippet)
    {
        SyntaxTree code = CSharpSyntaxTree.ParseText(snippet.Code, Language, snippet.ToString());
        IEnumerable<SyntaxTree> prelude = Prelude.For(snippet).Select(text => CSharpSyntaxTree.ParseText(text, Language, "prelude"));
        bool hasStatements = code.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax);
        CSharpCompilationOptions options = new(
            hasStatements ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable);

        return
        [
            .. CSharpCompilation.Create("Snippet", [.. prelude, code], References.Value, options)
                .GetDiagnostics()
                .Where(fault => fault.Severity >= DiagnosticSeverity.Warning)
                .Select(fault => fault.ToString()),
        ];
    }
}
