namespace ValetKey.Tests.Aws.Servers.Support;

/// <summary>Alters the query of a signed URL as somebody would who wants more than was given.</summary>
internal static class SignedQueryText
{
    public static string AlterSignature(string url) =>
        Replace(url, "X-Amz-Signature", value => (value[0] == '0' ? "1" : "0") + value[1..]);

    public static string Set(string url, string parameter, string to) => Replace(url, parameter, _ => to);

    public static string Drop(string url, string parameter)
    {
        string[] parts = url.Split('?', 2);
        string[] kept = [.. parts[1].Split('&').Where(pair => !pair.StartsWith(parameter + "=", StringComparison.Ordinal))];
        kept.Length.Should().Be(parts[1].Split('&').Length - 1, "{0} is there to be dropped", parameter);
        return $"{parts[0]}?{string.Join('&', kept)}";
    }

    private static string Replace(string url, string parameter, Func<string, string> change)
    {
        string[] parts = url.Split('?', 2);
        string query = string.Join('&', parts[1].Split('&').Select(pair =>
            pair.StartsWith(parameter + "=", StringComparison.Ordinal) ? $"{parameter}={change(pair[(parameter.Length + 1)..])}" : pair));
        query.Should().NotBe(parts[1], "{0} is there to be altered", parameter);
        return $"{parts[0]}?{query}";
    }
}
