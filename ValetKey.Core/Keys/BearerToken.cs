using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text.Json.Serialization;
using ValetKey.Internal;
using ValetKey.Json;
using ValetKey.Providers;

namespace ValetKey;

/// <summary>A token, restricted to the key's scope, for the <c>Authorization</c> header (RFC 6750).</summary>
public sealed class BearerToken : IssuedKey
{
    /// <summary>For serializers. Signers start from their grant.</summary>
    [JsonConstructor]
    public BearerToken()
    {
    }

    /// <summary>A key with the grant's scope, permissions and times.</summary>
    [SetsRequiredMembers]
    public BearerToken(KeyGrant grant, string token, string baseUrl)
        : base(grant)
    {
        Token = token;
        BaseUrl = baseUrl;
    }

    /// <inheritdoc/>
    [JsonPropertyName(IssuedKeyJsonConverter.Kind), JsonPropertyOrder(-1)] // An override inherits no attribute.
    public override KeyForm Form => KeyForm.BearerToken;

    /// <summary>The token.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public required string Token { get; init; }

    /// <summary>The URL of the service that takes it. It must be sent nowhere else.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>A request that bears the token.</summary>
    /// <param name="method">The method.</param>
    /// <param name="url">A URL under <see cref="BaseUrl"/>.</param>
    /// <param name="content">The body, if any.</param>
    /// <exception cref="ArgumentException"><paramref name="url"/> does not lie under <see cref="BaseUrl"/>: the token would leak.</exception>
    public HttpRequestMessage CreateRequest(HttpMethod method, string url, HttpContent? content = null)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!UrlScope.IsUnder(url, BaseUrl))
        {
            throw new ArgumentException($"The token is for {BaseUrl} and must be sent nowhere else.", nameof(url));
        }

        HttpRequestMessage request = new(method, url) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return request;
    }
}
