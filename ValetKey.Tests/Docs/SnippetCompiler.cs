using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

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
    public static IReadOnlyList<string> Compile(Snippet snippet) =>
    [
        .. Compilation(snippet).GetDiagnostics().Where(fault => fault.Severity >= DiagnosticSeverity.Warning).Select(fault => fault.ToString()),
    ];

    /// <summary>The snippet as a reader's assembly, which sees of ours what is public.</summary>
    public static Assembly Load(Snippet snippet)
    {
        using MemoryStream assembly = new();
        EmitResult result = Compilation(snippet).Emit(assembly);
        result.Success.Should().BeTrue("{0} compiles, but: {1}", snippet, string.Join('\n', result.Diagnostics));
        return Assembly.Load(assembly.ToArray());
    }

    private static CSharpCompilation Compilation(Snippet snippet)
    {
        SyntaxTree code = CSharpSyntaxTree.ParseText(snippet.Code, Language, snippet.ToString());
        IEnumerable<SyntaxTree> prelude = Prelude.For(snippet).Select(text => CSharpSyntaxTree.ParseText(text, Language, "prelude"));
        bool hasStatements = code.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax);
        CSharpCompilationOptions options = new(
            hasStatements ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            // The SDK turns these off for everybody: libraries name older versions than the framework has.
            specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);
        return CSharpCompilation.Create("Snippet", [.. prelude, code], References.Value, options);
    }
}
