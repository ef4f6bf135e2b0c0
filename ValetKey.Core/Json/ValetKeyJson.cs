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
    /// The <c>kind</c> is written where the static type is <see cref="IssuedKey"/>; a value typed as <see cref="SignedUrl"/> is written without it, as the serializer
    /// does with sealed types.
    /// </remarks>
    public static IJsonTypeInfoResolver TypeInfoResolver => ValetKeyJsonContext.Default;
}
