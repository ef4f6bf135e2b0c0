using System.Text;
using System.Text.RegularExpressions;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>
/// As much of the Common Expression Language as the documented conditions of access boundaries use: <c>resource.name</c>, <c>api.getAttribute</c>,
/// <c>startsWith</c>, <c>==</c>, <c>!=</c>, <c>&amp;&amp;</c>, <c>||</c>, <c>!</c>, parentheses and texts. Anything else is an error, and opens
/// nothing.
/// </summary>
internal sealed partial class CelCondition
{
    private readonly Queue<string> _tokens;
    private readonly string _resource;
    private readonly IReadOnlyDictionary<string, string> _attributes;

    private CelCondition(string expression, string resource, IReadOnlyDictionary<string, string> attributes)
    {
        _tokens = new Queue<string>(Tokenize(expression));
        _resource = resource;
        _attributes = attributes;
    }

    public static bool IsTrue(string expression, string resource, IReadOnlyDictionary<string, string> attributes)
    {
        CelCondition condition = new(expression, resource, attributes);
        bool result = condition.Or();
        return condition._tokens.Count == 0 ? result : throw new FormatException($"What is '{condition._tokens.Peek()}' in {expression}?");
    }

    private static IEnumerable<string> Tokenize(string expression)
    {
        int place = 0;
        while (place < expression.Length)
        {
            Match match = Token().Match(expression, place);
            if (!match.Success || match.Index != place)
            {
                throw new FormatException($"What is at {place} in {expression}?");
            }

            place += match.Length;
            if (!string.IsNullOrWhiteSpace(match.Value))
            {
                yield return match.Value;
            }
        }
    }

    private bool Or()
    {
        bool result = And();
        while (Take("||"))
        {
            result |= And();
        }

        return result;
    }

    private bool And()
    {
        bool result = Not();
        while (Take("&&"))
        {
            result &= Not();
        }

        return result;
    }

    private bool Not() => Take("!") ? !Not() : Relation();

    private bool Relation()
    {
        if (Take("("))
        {
            bool inner = Or();
            Need(")");
            return inner;
        }

        string left = Text();
        if (Take("."))
        {
            Need("startsWith");
            Need("(");
            bool starts = left.StartsWith(Text(), StringComparison.Ordinal);
            Need(")");
            return starts;
        }

        return Take("==") ? left == Text() : Take("!=") ? left != Text() : throw new FormatException("A text alone is no condition.");
    }

    private string Text()
    {
        string token = _tokens.Dequeue();
        switch (token)
        {
            case ['\'' or '"', ..]:
                return Unescape(token[1..^1]);
            case "resource":
                Need(".");
                Need("name");
                return _resource;
            case "api":
                Need(".");
                Need("getAttribute");
                Need("(");
                string name = Text();
                Need(",");
                string otherwise = Text();
                Need(")");
                return _attributes.GetValueOrDefault(name, otherwise);
            default:
                throw new FormatException($"'{token}' is no text.");
        }
    }

    private static string Unescape(string text)
    {
        StringBuilder result = new();
        for (int i = 0; i < text.Length; i++)
        {
            result.Append(text[i] != '\\' ? text[i] : text[++i] switch
            {
                'n' => '\n',
                't' => '\t',
                '\\' or '\'' or '"' => text[i],
                _ => throw new FormatException($"The escape \\{text[i]} is not known here."),
            });
        }

        return result.ToString();
    }

    private bool Take(string token)
    {
        if (_tokens.TryPeek(out string? next) && next == token)
        {
            _tokens.Dequeue();
            return true;
        }

        return false;
    }

    private void Need(string token)
    {
        if (!Take(token))
        {
            throw new FormatException($"'{token}' is missing.");
        }
    }

    [GeneratedRegex("""\G(\s+|'([^'\\]|\\.)*'|"([^"\\]|\\.)*"|[A-Za-z]+|\|\||&&|==|!=|[!.,()])""")]
    private static partial Regex Token();
}
