using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using ValetKey.Providers;

namespace ValetKey.Gcp.Downscoping;

/// <summary>
/// Asks Google for tokens: first of the service account with a chosen life, since no token outlives the one it was exchanged for and none can be
/// shortened; then for the same within a boundary.
/// </summary>
internal sealed class TokenService(DownscoperSettings settings, ITokenAccessWithHeaders credential, StorageClock clock, TimeProvider time)
    : IDisposable
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";
    private const string AccessTokenType = "urn:ietf:params:oauth:token-type:access_token";
    private const int LargestAnswer = 1 << 20;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Never follows a redirect: tokens go to the two services and nowhere else.</summary>
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    public void Dispose() => _client.Dispose();

    /// <summary>A token of the service account ("generateAccessToken", IAM Service Account Credentials API).</summary>
    public async Task<AccessToken> GenerateAsync(TimeSpan lifetime, CancellationToken cancellationToken)
    {
        Uri url = new(
            settings.CredentialsUrl, $"v1/projects/-/serviceAccounts/{PercentEncoding.Encode(settings.ServiceAccount)}:generateAccessToken");
        string seconds = Math.Floor(lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        using HttpRequestMessage request = new(HttpMethod.Post, url)
        {
            Content = new StringContent($$"""{"scope":["{{Scope}}"],"lifetime":"{{seconds}}s"}""", Encoding.UTF8, "application/json"),
        };
        AccessTokenWithHeaders own = await OwnTokenAsync(cancellationToken).ConfigureAwait(false);
        own.AddHeaders(request); // Such as the project that is billed.
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", own.AccessToken);
        using JsonDocument answer = await SendAsync(TokenCall.Generate, request, cancellationToken).ConfigureAwait(false);
        return Text(answer, "accessToken") is { } token
            && answer.RootElement.TryGetProperty("expireTime", out JsonElement end)
            && end.ValueKind == JsonValueKind.String
            && end.TryGetDateTimeOffset(out DateTimeOffset expiresAt)
                ? new AccessToken(token, DateTimeOffset.FromUnixTimeSeconds(expiresAt.ToUnixTimeSeconds()))
                : throw TokenFaults.OfNonsense(TokenCall.Generate, settings);
    }

    /// <summary>The same token within a boundary, which ends when it ends ("Method: token", Security Token Service API).</summary>
    /// <param name="token">The token of the service account.</param>
    /// <param name="boundary">The credential access boundary.</param>
    /// <param name="life">The life that was asked for; an answer that tells of a longer one is not believed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<AccessToken> ExchangeAsync(AccessToken token, string boundary, TimeSpan life, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, settings.ExchangeUrl)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "urn:ietf:params:oauth:grant-type:token-exchange",
                ["subject_token_type"] = AccessTokenType,
                ["requested_token_type"] = AccessTokenType,
                ["subject_token"] = token.Value,
                ["options"] = boundary,
            }),
        };
        using JsonDocument answer = await SendAsync(TokenCall.Exchange, request, cancellationToken).ConfigureAwait(false);
        return Text(answer, "access_token") is { } downscoped && downscoped != token.Value && !LivesLonger(answer, life)
            ? new AccessToken(downscoped, token.ExpiresAt)
            : throw TokenFaults.OfNonsense(TokenCall.Exchange, settings);
    }

    private static bool LivesLonger(JsonDocument answer, TimeSpan life) =>
        answer.RootElement.TryGetProperty("expires_in", out JsonElement seconds)
        && (seconds.ValueKind != JsonValueKind.Number || seconds.GetDouble() > life.TotalSeconds);

    private async Task<AccessTokenWithHeaders> OwnTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await credential.GetAccessTokenWithHeadersForRequestAsync(settings.CredentialsUrl.AbsoluteUri, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not ValetKeyException)
        {
            throw TokenFaults.OfCredential(fault, settings);
        }
    }

    private async Task<JsonDocument> SendAsync(TokenCall call, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            long start = time.GetTimestamp();
            using HttpResponseMessage response = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.Headers.Date is { } date)
            {
                clock.Observe(date, time.GetElapsedTime(start));
            }

            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? JsonDocument.Parse(body) : throw TokenFaults.OfAnswer(call, response, body, settings);
        }
        catch (JsonException)
        {
            throw TokenFaults.OfNonsense(call, settings);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            throw TokenFaults.OfConnection(call, fault, settings);
        }
    }

    /// <summary>A text that is there and can stand in a header.</summary>
    private static string? Text(JsonDocument answer, string name) =>
        answer.RootElement.ValueKind == JsonValueKind.Object
        && answer.RootElement.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
        && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? text
            : null;
}
