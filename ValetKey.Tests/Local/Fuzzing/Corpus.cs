using System.Text;
using System.Text.RegularExpressions;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local.Fuzzing;

/// <summary>
/// Valid inputs, and those that miss by a little or once found a fault. In a request <c>{url Read object:c/name; once}</c> stands for the query that
/// is such a key.
/// </summary>
internal static partial class Corpus
{
    private static readonly Dictionary<string, Func<KeyConstraints, KeyConstraints>> Words = new()
    {
        ["once"] = all => all with { SingleUse = true },
        ["sized"] = all => all with { ContentLength = LengthRange.Between(1, 1000) },
        ["typed"] = all => all with { ContentType = "text/*" },
        ["labelled"] = all => all with { Metadata = new Dictionary<string, string> { ["a"] = "b c" } },
        ["near"] = all => all with { ClientNetwork = ClientNetwork.FromNetwork(System.Net.IPNetwork.Parse("127.0.0.0/8")) },
        ["shown"] = all => all with { Response = new() { ContentType = "text/plain", ContentDisposition = "inline; filename=\"a\"" } },
    };

    private static readonly string Folder = Repository.PathTo("ValetKey.Tests", "Local", "Fuzzing", "Corpus");

    /// <summary>The lines of a file, each an input.</summary>
    public static byte[][] Lines(string file) => [.. File.ReadAllLines(Path.Combine(Folder, file)).Select(Encoding.UTF8.GetBytes)];

    public static byte[][] Files(string folder) => [.. Paths(folder).Select(File.ReadAllBytes)];

    /// <summary>The requests in a folder, with keys of an issuer.</summary>
    public static async Task<byte[][]> RequestsAsync(IValetKeyIssuer issuer, string folder)
    {
        List<byte[]> requests = [];
        foreach (string path in Paths(folder))
        {
            string text = await File.ReadAllTextAsync(path);
            foreach (Match key in Key().Matches(text))
            {
                text = text.Replace(key.Value, await QueryAsync(issuer, key), StringComparison.Ordinal);
            }

            requests.Add(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));
        }

        return [.. requests];
    }

    private static IEnumerable<string> Paths(string folder) => Directory.EnumerateFiles(Path.Combine(Folder, folder)).Order(StringComparer.Ordinal);

    private static async Task<string> QueryAsync(IValetKeyIssuer issuer, Match key)
    {
        KeyRequest request = new(KeyScope.Parse(key.Groups["scope"].Value, null), Enum.Parse<Permissions>(key.Groups["permissions"].Value))
        {
            Constraints = key.Groups["word"].Captures.Aggregate(KeyConstraints.None, (all, word) => Words[word.Value](all)),
        };
        return key.Groups["form"].Value switch
        {
            "url" => new Uri((await issuer.IssueUrlAsync(request)).Url).Query[1..],
            "query" => (await issuer.IssueQueryAsync(request)).Query,
            _ => (await issuer.IssueFormAsync(request)).Fields["token"],
        };
    }

    [GeneratedRegex(@"\{(?<form>url|query|form) (?<permissions>[A-Za-z,]+) (?<scope>[^;}]+)(; (?<word>[a-z]+))*\}")]
    private static partial Regex Key();
}
