using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>
/// Google's other services in the part: the token endpoint of OAuth, the IAM Service Account Credentials API (<c>generateAccessToken</c>,
/// <c>signBlob</c>) and the Security Token Service, which downscopes. Tokens are opaque and end by the service's clock.
/// </summary>
internal sealed class GcsTokens(Func<DateTimeOffset> clock)
{
    /// <summary>The application's own token, which may make tokens and signatures of every account.</summary>
    public const string OwnToken = "ya29.own.SECRETSECRET";

    private const string Accounts = "/v1/projects/-/serviceAccounts/";
    private const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";
    private const int LongestLife = 3600;

    private readonly ConcurrentDictionary<string, Token> _tokens = new();
    private readonly ConcurrentDictionary<string, RSA> _keys = new();

    public int Signatures { get; private set; }

    public void AddServiceAccount(string email, RSA key) => _keys[email] = key;

    /// <summary>The answer to a call of one of these services, or null where it is none.</summary>
    public async Task<object?> AnswerAsync(HttpRequest request, string path)
    {
        if (request.Method != "POST" || !(path is "/token" or "/v1/token" || path.StartsWith(Accounts, StringComparison.Ordinal)))
        {
            return null;
        }

        if (path == "/token")
        {
            return new { access_token = OwnToken, token_type = "Bearer", expires_in = LongestLife };
        }

        if (path == "/v1/token")
        {
            return Exchange(await request.ReadFormAsync());
        }

        if (request.Headers.Authorization != "Bearer " + OwnToken)
        {
            throw new GcsFault(403, "PERMISSION_DENIED", "Who asks?");
        }

        string[] call = Uri.UnescapeDataString(path[Accounts.Length..]).Split(':');
        RSA key = _keys.GetValueOrDefault(call[0]) ?? throw new GcsFault(404, "NOT_FOUND", call[0]);
        using JsonDocument body = await JsonDocument.ParseAsync(request.Body);
        return call[1] switch
        {
            "generateAccessToken" => Generate(body.RootElement),
            "signBlob" => Sign(key, body.RootElement),
            _ => throw new GcsFault(404, "NOT_FOUND", call[1]),
        };
    }

    /// <summary>The boundary of a token that lives; null for the service account's own, which reaches everything.</summary>
    public GcsBoundary? BoundaryOf(string value) =>
        _tokens.TryGetValue(value, out Token? token) && clock() < token.End
            ? token.Boundary
            : throw new GcsFault(401, "AuthenticationRequired", "The token is none, or has ended.");

    private Dictionary<string, object> Generate(JsonElement body)
    {
        int seconds = int.Parse(body.GetProperty("lifetime").GetString()!.TrimEnd('s'), CultureInfo.InvariantCulture);
        if (seconds is <= 0 or > LongestLife)
        {
            throw new GcsFault(400, "INVALID_ARGUMENT", "The lifetime is too long.");
        }

        DateTimeOffset end = DateTimeOffset.FromUnixTimeSeconds(clock().ToUnixTimeSeconds() + seconds);
        return new()
        {
            ["accessToken"] = Keep(new Token(end, null)),
            ["expireTime"] = end.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
    }

    private Dictionary<string, object> Sign(RSA key, JsonElement body)
    {
        Signatures++;
        byte[] signature = key.SignData(body.GetProperty("payload").GetBytesFromBase64(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return new() { ["keyId"] = "1", ["signedBlob"] = Convert.ToBase64String(signature) };
    }

    private Dictionary<string, object> Exchange(IFormCollection form)
    {
        if (form["grant_type"] != "urn:ietf:params:oauth:grant-type:token-exchange"
            || form["subject_token_type"] != AccessToken
            || form["requested_token_type"] != AccessToken
            || !_tokens.TryGetValue(form["subject_token"].ToString(), out Token? subject)
            || clock() >= subject.End
            || subject.Boundary is not null)
        {
            throw new GcsFault(400, "invalid_grant", "There is nothing to exchange.");
        }

        try
        {
            Token downscoped = subject with { Boundary = GcsBoundary.Parse(form["options"].ToString()) };
            return new()
            {
                ["access_token"] = Keep(downscoped),
                ["issued_token_type"] = AccessToken,
                ["token_type"] = "Bearer",
                ["expires_in"] = (int)(subject.End - clock()).TotalSeconds,
            };
        }
        catch (Exception fault) when (fault is FormatException or KeyNotFoundException or JsonException or InvalidOperationException)
        {
            throw new GcsFault(400, "invalid_request", fault.Message);
        }
    }

    private string Keep(Token token)
    {
        string value = $"ya29.{(token.Boundary is null ? "c" : "dr")}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}";
        _tokens[value] = token;
        return value;
    }

    private sealed record Token(DateTimeOffset End, GcsBoundary? Boundary);
}
