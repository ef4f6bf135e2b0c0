using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Text.Json;
using ValetKey.Client.Keys;

namespace ValetKey.Client;

/// <summary>
/// A key as a client holds it: a signed URL, form or query, whichever store it is for. Whoever has it can use it, so its text leaves the secret
/// parts out.
/// </summary>
/// <remarks>
/// It is read from the JSON that applications hand out, since a client carries no signer. A process that issues keys itself has it by
/// <c>StorageKey.FromJson(issued.ToJson())</c>. Cookies, temporary credentials and bearer tokens are for a browser or the vendor's own SDK.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public abstract class StorageKey
{
    private protected static readonly IReadOnlyDictionary<string, string> NoHeaders = ReadOnlyDictionary<string, string>.Empty;

    private protected StorageKey(KeyDocument document) => ExpiresAt = document.ExpiresAt;

    /// <summary>When it stops opening, by the service's clock; this machine's may be another.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Reads a key.</summary>
    /// <param name="json">What an application handed out.</param>
    /// <returns>A <see cref="StorageUrl"/>, <see cref="StorageForm"/> or <see cref="StorageQuery"/>.</returns>
    /// <exception cref="JsonException">The text is not a key.</exception>
    /// <exception cref="NotSupportedException">It is a key of another kind.</exception>
    public static StorageKey FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Of(JsonSerializer.Deserialize(json, KeyJson.Default.KeyDocument) ?? throw new JsonException("The text is null, not a key."));
    }

    /// <summary>The key without its secrets.</summary>
    public sealed override string ToString() => FormattableString.Invariant(
        $"{GetType().Name} at {Where.Authority}{Where.AbsolutePath}, until {ExpiresAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, [secret]");

    private protected abstract Uri Where { get; }

    internal static StorageKey Of(KeyDocument document) => document.Kind switch
    {
        "signedUrl" => new StorageUrl(document),
        "signedForm" => new StorageForm(document),
        "signedQuery" => new StorageQuery(document),
        "signedCookies" or "temporaryCredentials" or "bearerToken" =>
            throw new NotSupportedException($"A key of the kind {document.Kind} is for a browser or the vendor's own SDK."),
        _ => throw new JsonException("The key is of a kind that is not known."),
    };

    private protected static T Require<T>(T? value, string name)
        where T : class => value ?? throw new JsonException($"The key has no {name}.");

    private protected static Uri RequireUrl(string? value, string name) =>
        Uri.TryCreate(value, UriKind.Absolute, out Uri? url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? url
            : throw new JsonException($"The key's {name} is not an absolute http or https URL.");
}
