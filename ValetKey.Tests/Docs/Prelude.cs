namespace ValetKey.Tests.Docs;

/// <summary>
/// What stands before a snippet without being printed: the usings that the SDK implies, and declarations that the snippet's comment asks for by name.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item><c>web</c>: the usings that the Web SDK implies.</item>
/// <item><c>above</c>: the types of the block before, and of those that it stands below itself.</item>
/// <item>Every other name is a variable: <c>services</c>, <c>provider</c>, <c>issuer</c>, <c>configuration</c>, <c>http</c>, <c>picture</c>,
/// <c>json</c>, <c>stream</c>, <c>uploads</c>, <c>downloads</c>, <c>keys</c>, <c>cancellationToken</c>.</item>
/// </list>
/// </remarks>
internal static class Prelude
{
    public const string Above = "above";

    private const string Web = "web";

    private static readonly string[] Usings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    private static readonly string[] WebUsings =
    [
        "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    private static readonly Dictionary<string, string> Variables = new()
    {
        ["services"] = "Microsoft.Extensions.DependencyInjection.IServiceCollection",
        ["provider"] = "System.IServiceProvider",
        ["issuer"] = "ValetKey.IValetKeyIssuer",
        ["configuration"] = "Microsoft.Extensions.Configuration.IConfiguration",
        ["http"] = "System.Net.Http.HttpClient",
        ["picture"] = "byte[]",
        ["json"] = "string",
        ["stream"] = "System.IO.Stream",
        ["uploads"] = "ValetKey.Client.UploadClient",
        ["downloads"] = "ValetKey.Client.DownloadClient",
        ["keys"] = "ValetKey.Client.KeyClient",
        ["cancellationToken"] = "System.Threading.CancellationToken",
    };

    /// <summary>Further source files to compile the snippet with.</summary>
    public static IEnumerable<string> For(Snippet snippet) =>
        snippet.Preludes.Contains(Above) ? [Given(snippet), .. snippet.Above] : [Given(snippet)];

    private static string Given(Snippet snippet)
    {
        IEnumerable<string> usings = snippet.Preludes.Contains(Web) ? [.. Usings, .. WebUsings] : Usings;
        IEnumerable<string> variables = snippet.Preludes.Except([Web, Above]).Select(Declare);
        return $$"""
            {{string.Join('\n', usings.Select(name => $"global using global::{name};"))}}
            global using static Given;

            internal static class Given
            {
                {{string.Join('\n', variables)}}
            }
            """;
    }

    private static string Declare(string name) => Variables.TryGetValue(name, out string? type)
        ? $"public static {type} {name} => throw new System.NotSupportedException();"
        : throw new ArgumentException($"'{name}' is no prelude; there are {Web}, {Above}, {string.Join(", ", Variables.Keys)}.");
}
