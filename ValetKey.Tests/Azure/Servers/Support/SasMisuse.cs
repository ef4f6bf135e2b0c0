namespace ValetKey.Tests.Azure.Servers.Support;

/// <summary>Takes URLs with a shared access signature apart, and alters them as somebody would who wants more than was given.</summary>
internal static class SasMisuse
{
    /// <summary>What a request says of itself; all else in a query is the token.</summary>
    private static readonly string[] OfRequests = ["restype", "comp", "prefix", "snapshot", "versionid", "peekonly"];

    /// <summary>The token in a key's URL or query.</summary>
    public static string TokenOf(IssuedKey key) => key switch
    {
        SignedUrl url => string.Join('&', url.Url.Split('?', 2)[1].Split('&').Where(pair => !OfRequests.Contains(NameOf(pair)))),
        SignedQuery query => query.Query,
        _ => throw new ArgumentException("The key has no token.", nameof(key)),
    };

    /// <summary>The names of the token's parameters.</summary>
    public static string[] ParametersOf(IssuedKey key) => [.. TokenOf(key).Split('&').Select(NameOf)];

    /// <summary>A parameter of the token, not escaped.</summary>
    public static string ValueOf(IssuedKey key, string parameter) =>
        Uri.UnescapeDataString(TokenOf(key).Split('&').Single(pair => NameOf(pair) == parameter)[(parameter.Length + 1)..]);

    /// <summary>Another value of a kind that the parameter could well have.</summary>
    public static string Alter(string url, string parameter) => Replace(url, parameter, value => parameter switch
    {
        "sv" => value == "2019-12-12" ? "2019-07-07" : "2019-12-12",
        "sp" => value == "racwdl" ? "rl" : "racwdl",
        "sr" => value == "c" ? "b" : "c",
        "spr" => "https%2Chttp",
        "st" or "skt" => value.Replace("202", "201", StringComparison.Ordinal),
        "se" or "ske" => value.Replace("202", "203", StringComparison.Ordinal),
        "skoid" or "sktid" => Guid.NewGuid().ToString(),
        "sks" => "q",
        "skv" => "2025-11-05",
        "sip" => "10.0.0.2",
        "sig" => (value[0] == 'A' ? 'B' : 'A') + value[1..],
        _ => value + "x",
    });

    public static string Drop(string url, string parameter)
    {
        string[] parts = url.Split('?', 2);
        string[] kept = [.. parts[1].Split('&').Where(pair => NameOf(pair) != parameter)];
        kept.Length.Should().Be(parts[1].Split('&').Length - 1, "{0} is there to be dropped", parameter);
        return $"{parts[0]}?{string.Join('&', kept)}";
    }

    private static string NameOf(string pair) => pair.Split('=', 2)[0];

    private static string Replace(string url, string parameter, Func<string, string> change)
    {
        string[] parts = url.Split('?', 2);
        string query = string.Join('&', parts[1].Split('&').Select(
            pair => NameOf(pair) == parameter ? $"{parameter}={change(pair[(parameter.Length + 1)..])}" : pair));
        query.Should().NotBe(parts[1], "{0} is there to be altered", parameter);
        return $"{parts[0]}?{query}";
    }
}
