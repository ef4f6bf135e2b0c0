using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ValetKey.Json;

namespace ValetKey;

/// <summary>The JSON contract of issued keys, for hosts that serialize with options of their own.</summary>
public static class ValetKeyJson
{
    /// <summary>
    /// The source-generated contract. A web application puts it first in its resolver chain, so that keys serialize without reflection:
    /// <c>services.ConfigureHttpJsonOptions(o =&gt; o.SerializerOptions.TypeInfoResolverChain.Insert(0, ValetKeyJson.TypeInfoResolver))</c>.
    /// </summary>
    /// <remarks>
    /// With or without it, the <c>kind</c> is written whatever the static type is. Names of properties follow the host's naming policy;
    /// <see cref="IssuedKey.FromJson"/> reads camel case, which web applications have by default.
    /// </remarks>
    public static IJsonTypeInfoResolver TypeInfoResolver => ValetKeyJsonContext.Default;

    /// <summary>As <see cref="IssuedKey.ToJson"/> writes it: URLs stay readable, since neither <c>&amp;</c> nor <c>+</c> is escaped.</summary>
    internal static ValetKeyJsonContext Contract { get; } =
        new(new JsonSerializerOptions(ValetKeyJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>
    /// Escapes what could end a script or an attribute of a page into which the JSON is written. In JSON these characters stand in texts alone, and
    /// never as a part of an escape. The framework's encoders cannot be told so: each of them escapes the ampersand too, or none of these.
    /// </summary>
    internal static string EscapeMarkup(string json) => json
        .Replace("<", "\\u003C", StringComparison.Ordinal)
        .Replace(">", "\\u003E", StringComparison.Ordinal)
        .Replace("'", "\\u0027", StringComparison.Ordinal)
        .Replace("`", "\\u0060", StringComparison.Ordinal);
}
