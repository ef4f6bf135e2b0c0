using System.Globalization;
using System.Text.RegularExpressions;

namespace ValetKey.Testing;

/// <summary>Ways to alter a request that was signed: each parameter, field and header dropped, changed, doubled, and in other case.</summary>
internal static partial class Alterations
{
    /// <param name="request">The proper request.</param>
    /// <param name="signed">What the key consists of; all else is the client's to choose.</param>
    public static IEnumerable<(string Probe, RawRequest Request)> Of(RawRequest request, SignedParts signed)
    {
        foreach ((string name, string value) in Parameters(request.Url).Where(parameter => signed.Parameters.Contains(parameter.Name)))
        {
            yield return ($"parameter {name} dropped", request.WithUrl(url => Rewrite(url, name, (_, _) => null)));
            yield return ($"parameter {name} in other case", request.WithUrl(url => Rewrite(url, name, (key, old) => $"{Swap(key)}={old}")));
            yield return ($"parameter {name} doubled before", request.WithUrl(url =>
                Rewrite(url, name, (key, old) => $"{key}={Others(old).First()}&{key}={old}")));
            yield return ($"parameter {name} doubled behind", request.WithUrl(url =>
                Rewrite(url, name, (key, old) => $"{key}={old}&{key}={Others(old).First()}")));
            foreach (string other in Others(value))
            {
                yield return ($"parameter {name} changed", request.WithUrl(url => Rewrite(url, name, (key, _) => $"{key}={other}")));
            }
        }

        if (signed.Parameters.Count > 0)
        {
            yield return ("all parameters dropped",
                request.WithUrl(url => signed.Parameters.Aggregate(url, (left, name) => Rewrite(left, name, (_, _) => null))));
        }

        foreach (string name in signed.Headers)
        {
            KeyValuePair<string, string> header = request.Headers.FirstOrDefault(
                header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase));
            if (header.Key is null)
            {
                continue;
            }

            yield return ($"header {name} dropped", request.WithoutHeader(name));
            yield return ($"header {name} changed", request.WithHeader(name, Others(header.Value).First()));
            yield return ($"header {name} doubled", request.WithHeader(name, $"{header.Value}, {Others(header.Value).First()}"));
        }

        foreach ((string probe, RawRequest altered) in OfFields(request, signed).Concat(OfCookies(request, signed)))
        {
            yield return (probe, altered);
        }
    }

    private static IEnumerable<(string Probe, RawRequest Request)> OfCookies(RawRequest request, SignedParts signed)
    {
        string[] cookies = request.Headers.FirstOrDefault(header => header.Key == "Cookie").Value?.Split("; ") ?? [];
        foreach (string name in signed.Cookies)
        {
            string own = cookies.First(cookie => cookie.StartsWith(name + "=", StringComparison.Ordinal));
            yield return ($"cookie {name} dropped", request.WithHeader("Cookie", string.Join("; ", cookies.Where(cookie => cookie != own))));
            foreach (string other in Others(own[(name.Length + 1)..]))
            {
                yield return (
                    $"cookie {name} changed",
                    request.WithHeader("Cookie", string.Join("; ", cookies.Select(cookie => cookie == own ? $"{name}={other}" : cookie))));
            }
        }
    }

    private static IEnumerable<(string Probe, RawRequest Request)> OfFields(RawRequest request, SignedParts signed)
    {
        if (request.Parts is not { } parts)
        {
            yield break;
        }

        foreach (FormPart field in parts.SkipLast(1).Where(part => signed.Fields.Contains(part.Name)))
        {
            yield return ($"field {field.Name} dropped", Replace(field));
            foreach (string other in Others(field.Value))
            {
                yield return ($"field {field.Name} changed", Replace(field, field.WithValue(other)));
            }

            FormPart changed = field.WithValue(Others(field.Value).First());
            yield return ($"field {field.Name} doubled before", Replace(field, changed, field));
            yield return ($"field {field.Name} doubled behind", Replace(field, field, changed));
        }

        RawRequest Replace(FormPart field, params FormPart[] by) =>
            request with { Parts = [.. parts.SelectMany(part => part == field ? by : [part])] };
    }

    /// <summary>The parameters of a query, as they are written.</summary>
    public static IEnumerable<(string Name, string Value)> Parameters(string url) => url.Split('?', 2) is [_, { Length: > 0 } query]
        ? query.Split('&').Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair.Length == 2 ? pair[1] : ""))
        : [];

    /// <summary>
    /// Values that somebody would like better: later, longer, wider; and where it looks like a signature, one in which a letter, a digit, the end or
    /// the case is another.
    /// </summary>
    public static IEnumerable<string> Others(string value)
    {
        if (value.Length == 0)
        {
            return ["x"];
        }

        if (Year().Match(value) is { Success: true } year)
        {
            string later = (int.Parse(year.Value, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
            return [value[..year.Index] + later + value[(year.Index + 4)..]];
        }

        if (value.Length < 12 && value.All(char.IsAsciiDigit))
        {
            return [value.Length == 10 ? (char)(value[0] + 1) + value[1..] : value + "0"];
        }

        if (value.Length < 24)
        {
            return [(value[0] == 'a' ? 'b' : 'a') + value[1..], value + "a"];
        }

        List<string> others = [];
        foreach (Func<char, bool> isOfClass in (Func<char, bool>[])[char.IsAsciiLetterUpper, char.IsAsciiLetterLower, char.IsAsciiDigit])
        {
            // Not one that follows a percent sign, and not the last, which in base64 may bear bits that mean nothing.
            int place = Enumerable.Range(0, value.Length - 4).FirstOrDefault(
                index => isOfClass(value[index]) && (index < 1 || value[index - 1] != '%') && (index < 2 || value[index - 2] != '%'), -1);
            if (place >= 0)
            {
                char other = value[place] switch { 'z' or 'Z' or '9' or 'f' or 'F' => (char)(value[place] - 1), char one => (char)(one + 1) };
                others.Add(value[..place] + other + value[(place + 1)..]);
            }
        }

        others.Add(value[..^4]);
        return others;
    }

    private static string Rewrite(string url, string name, Func<string, string, string?> change)
    {
        string[] parts = url.Split('?', 2);
        IEnumerable<string> pairs = parts[1].Split('&').Select(pair =>
        {
            string[] both = pair.Split('=', 2);
            return both[0] == name ? change(both[0], both.ElementAtOrDefault(1) ?? "") : pair;
        }).OfType<string>();
        return $"{parts[0]}?{string.Join('&', pairs)}";
    }

    private static string Swap(string name) =>
        string.Concat(name.Select(one => char.IsAsciiLetterUpper(one) ? char.ToLowerInvariant(one) : char.ToUpperInvariant(one)));

    /// <summary>A year at the start of a date.</summary>
    [GeneratedRegex(@"\b20[0-9]{2}(?=-?[01][0-9]-?[0-3][0-9])")]
    private static partial Regex Year();
}
