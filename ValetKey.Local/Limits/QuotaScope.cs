namespace ValetKey.Local.Limits;

/// <summary>What a quota is for: a container, or a prefix in it, as the settings write them.</summary>
internal sealed record QuotaScope(string Container, string Prefix)
{
    public static QuotaScope Parse(string text) => text.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0
        ? new QuotaScope(text[..slash], text[(slash + 1)..])
        : new QuotaScope(text, "");

    public static string? FaultOf(string text, bool mayHavePrefix)
    {
        QuotaScope scope = Parse(text);
        try
        {
            _ = text.Contains('/', StringComparison.Ordinal) && mayHavePrefix
                ? KeyScope.ForPrefix(scope.Container, scope.Prefix)
                : KeyScope.ForContainer(text);
            return null;
        }
        catch (ArgumentException fault)
        {
            return fault.Message;
        }
    }

    public bool Covers(string container, string name) => container == Container && name.StartsWith(Prefix, StringComparison.Ordinal);
}
