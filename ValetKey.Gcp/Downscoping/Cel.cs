namespace ValetKey.Gcp.Downscoping;

/// <summary>Texts in conditions, which are written in the Common Expression Language ("String and bytes values", CEL language definition).</summary>
internal static class Cel
{
    /// <summary>The text itself as a literal: nothing in a name may end the literal or begin an escape.</summary>
    public static string Literal(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
