using System.Buffers.Text;
using System.Text.Json;
using Azure.Core;

namespace ValetKey.Tests.Servers;

/// <summary>Somebody in Entra ID, whose tokens Azurite believes: it reads their claims and leaves their signature alone.</summary>
internal sealed class AzuriteUser : TokenCredential
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public string ObjectId { get; } = Guid.NewGuid().ToString();

    public string TenantId { get; } = Guid.NewGuid().ToString();

    /// <summary>Gets whom the token is for; another audience than storage has Azurite refuse it.</summary>
    public string Audience { get; init; } = "https://storage.azure.com";

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset expires = now + Lifetime;
        string header = Encode(new { alg = "none", typ = "JWT" });
        string claims = Encode(new
        {
            aud = Audience,
            iss = $"https://sts.windows.net/{TenantId}/",
            iat = now.ToUnixTimeSeconds(),
            nbf = now.ToUnixTimeSeconds(),
            exp = expires.ToUnixTimeSeconds(),
            oid = ObjectId,
            tid = TenantId,
        });
        return new AccessToken($"{header}.{claims}.", expires);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));

    private static string Encode<T>(T part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
