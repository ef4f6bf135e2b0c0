using System.Text;

namespace ValetKey.Tests.Local.Support;

/// <summary>Texts that are almost a key. Each differs from the key, and so must open nothing.</summary>
public static class Mutations
{
    private const string Characters = "aZ09-._~%+&=?/#:;@!$'()*,[]{}|\\^\"<> \t\u0000\u0001\u007f\u0080\u00e9\u00ff";

    private static readonly string[] Names =
        ["vk", "kf", "kid", "sr", "nm", "sp", "st", "se", "ct", "cl", "cs", "md", "ip", "hs", "su", "rt", "rd", "rc", "re", "rl", "sig", "x"];

    /// <param name="target">Path and query of a key.</param>
    /// <param name="other">Path and query of another key.</param>
    /// <param name="isPrefix">Whether the key opens many names, so that another name alone is no fault.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same seed gives the same mutations.</param>
    public static IEnumerable<string> Of(string target, string other, bool isPrefix, int count, int seed)
    {
        Random random = new(seed);
        for (int made = 0; made < count;)
        {
            string mutated = One(target, other, random);
            if (mutated != target && mutated != other && !(isPrefix && QueryOf(mutated) == QueryOf(target)))
            {
                made++;
                yield return mutated;
            }
        }
    }

    private static string QueryOf(string target) => target[(target.IndexOf('?', StringComparison.Ordinal) + 1)..];

    private static string One(string target, string other, Random random)
    {
        int question = target.IndexOf('?', StringComparison.Ordinal);
        string path = target[..question];
        List<string> parts = [.. target[(question + 1)..].Split('&')];
        int at = random.Next(parts.Count);
        (string name, string value) = Split(parts[at]);
        switch (random.Next(16))
        {
            case 0:
                return Substitute(target, random);
            case 1:
                return target.Insert(random.Next(1, target.Length), $"{Characters[random.Next(Characters.Length)]}");
            case 2:
                return target.Remove(random.Next(1, target.Length), 1);
            case 3:
                parts.RemoveAt(at);
                break;
            case 4:
                parts.Insert(random.Next(parts.Count + 1), parts[at]);
                break;
            case 5:
                int to = random.Next(parts.Count);
                (parts[at], parts[to]) = (parts[to], parts[at]);
                break;
            case 6:
                parts[at] = $"{Names[random.Next(Names.Length)]}={value}";
                break;
            case 7:
                parts[at] = $"{name.ToUpperInvariant()}={value}";
                break;
            case 8:
                parts[at] = $"{name}={Escape(value, random)}";
                break;
            case 9:
                parts[at] = $"{Escape(name, random)}={value}";
                break;
            case 10:
                parts[at] = $"{name}={Change(value, random)}";
                break;
            case 11:
                parts.Insert(random.Next(parts.Count + 1), $"{Names[random.Next(Names.Length)]}={random.Next(3)}");
                break;
            case 12:
                parts[^1] = parts[^1][..^random.Next(1, 44)];
                break;
            case 13:
                parts[^1] += random.Next(4) switch { 0 => "A", 1 => "=", 2 => "%3D", _ => "%20" };
                break;
            case 14:
                parts[^1] = StrayBits(parts[^1]);
                break;
            default:
                parts[^1] = other[(other.LastIndexOf('&') + 1)..];
                break;
        }

        return $"{path}?{string.Join('&', parts)}";
    }

    private static string Substitute(string target, Random random)
    {
        StringBuilder text = new(target);
        text[random.Next(1, target.Length)] = Characters[random.Next(Characters.Length)];
        return text.ToString();
    }

    private static string Escape(string text, Random random)
    {
        if (text.Length == 0)
        {
            return "%00";
        }

        int at = random.Next(text.Length);
        string escaped = random.Next(2) == 0 ? $"%{(int)text[at]:X2}" : $"%{(int)text[at]:x2}";
        return text[..at] + escaped + text[(at + 1)..];
    }

    private static string Change(string value, Random random) => random.Next(6) switch
    {
        0 => "",
        1 => long.TryParse(value, out long number) ? $"{number + random.Next(1, 1_000_000)}" : value + "x",
        2 => "+" + value,
        3 => "0" + value,
        4 => new string([.. value.Reverse()]),
        _ => "rpcwadl"[random.Next(7)] + value,
    };

    /// <summary>The last character of 43 carries four bits and two that no byte needs.</summary>
    private static string StrayBits(string signature)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = Alphabet.IndexOf(signature[^1], StringComparison.Ordinal);
        return signature[..^1] + Alphabet[last ^ 1];
    }

    private static (string Name, string Value) Split(string part)
    {
        int equals = part.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
    }
}
