using System.Text;
using System.Text.Encodings.Web;

namespace ValetKey.Providers;

/// <summary>How a service's own tools write the policy of a form. Services read either way; so a policy can be compared with theirs.</summary>
public sealed class PostDialect
{
    private PostDialect()
    {
    }

    /// <summary>As AWS's SDKs write it: the expiration first, in milliseconds, then bucket and key; escapes as .NET's own JSON has them.</summary>
    public static PostDialect Amazon { get; } = new()
    {
        PolicyField = "Policy",
        EndOfTime = ".000Z",
        Escape = JavaScriptEncoder.Default.Encode,
    };

    /// <summary>The same with all characters outside ASCII as they are, in UTF-8, as the SDKs of other languages write them.</summary>
    public static PostDialect AmazonUtf8 { get; } = new()
    {
        PolicyField = "Policy",
        EndOfTime = ".000Z",
        Escape = text => EscapeAbove(char.MaxValue, text),
    };

    /// <summary>
    /// As Google's conformance suite has it: the expiration last, in seconds; the bucket and the key after the fields; every character outside
    /// ASCII as <c>\uXXXX</c> in lower case, and no other escapes than those of quotes and backslashes.
    /// </summary>
    public static PostDialect Google { get; } = new() { FieldsFirst = true };

    /// <summary>The name of the field that bears the policy.</summary>
    internal string PolicyField { get; private init; } = "policy";

    /// <summary>What follows the seconds of the expiration.</summary>
    internal string EndOfTime { get; private init; } = "Z";

    /// <summary>Whether the fields come before bucket and key, the date before the credential, and all conditions before the expiration.</summary>
    internal bool FieldsFirst { get; private init; }

    /// <summary>The text as it stands between quotes; up to six characters for one.</summary>
    internal Func<string, string> Escape { get; private init; } = text => EscapeAbove('~', text);

    private static string EscapeAbove(char last, string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', last) && !text.AsSpan().ContainsAny('"', '\\'))
        {
            return text;
        }

        StringBuilder escaped = new(text.Length + 16);
        foreach (char character in text)
        {
            _ = character switch
            {
                '"' or '\\' => escaped.Append('\\').Append(character),
                _ when character < ' ' || character > last => escaped.Append("\\u").Append(((int)character).ToString("x4", null)),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
