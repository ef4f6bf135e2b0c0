using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ValetKey.Internal;
using ValetKey.Json;
using ValetKey.Providers;

namespace ValetKey;

/// <summary>Cookies that a content delivery network takes in place of a signed URL.</summary>
public sealed class SignedCookies : IssuedKey
{
    /// <summary>For serializers. Signers start from their grant.</summary>
    [JsonConstructor]
    public SignedCookies()
    {
    }

    /// <summary>A key with the grant's scope, permissions and times.</summary>
    [SetsRequiredMembers]
    public SignedCookies(KeyGrant grant, string baseUrl, IReadOnlyDictionary<string, string> cookies)
        : base(grant)
    {
        BaseUrl = baseUrl;
        Cookies = cookies;
    }

    /// <inheritdoc/>
    [JsonPropertyName(IssuedKeyJsonConverter.Kind), JsonPropertyOrder(-1)] // An override inherits no attribute.
    public override KeyForm Form => KeyForm.SignedCookies;

    /// <summary>The URL under which the cookies open, which also gives their domain and path.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>The cookies, name and value. To be set <c>Secure</c> and <c>HttpOnly</c>.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public required IReadOnlyDictionary<string, string> Cookies { get; init; }

    /// <summary>A GET (or another method) that bears the cookies.</summary>
    /// <param name="url">A URL under <see cref="BaseUrl"/>.</param>
    /// <param name="method">The method; GET by default.</param>
    /// <exception cref="ArgumentException"><paramref name="url"/> does not lie under <see cref="BaseUrl"/>.</exception>
    public HttpRequestMessage CreateRequest(string url, HttpMethod? method = null)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!UrlScope.IsUnder(url, BaseUrl))
        {
            throw new ArgumentException($"The cookies open what lies under {BaseUrl}.", nameof(url));
        }

        HttpRequestMessage request = new(method ?? HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        return request;
    }
}
