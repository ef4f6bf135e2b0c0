using System.Security.Cryptography;
using System.Text.Json;
using Google.Apis.Auth.OAuth2;

namespace ValetKey.Tests.Gcp.Storage.Support;

/// <summary>A service account of the tests' own, with a key that is made anew for each run.</summary>
internal static class TestServiceAccount
{
    public const string Email = "uploads@valet-tests.iam.gserviceaccount.com";

    public static readonly RSA Key = RSA.Create(2048);

    public static string Pem { get; } = Key.ExportPkcs8PrivateKeyPem();

    public static string Json { get; } = JsonWith(Pem);

    public static ServiceAccountCredential Credential { get; } = new(new ServiceAccountCredential.Initializer(Email).FromPrivateKey(Pem));

    public static string JsonWith(string privateKey, string email = Email) => JsonSerializer.Serialize(
        new Dictionary<string, string>
        {
            ["type"] = "service_account",
            ["project_id"] = "valet-tests",
            ["private_key_id"] = "1",
            ["private_key"] = privateKey,
            ["client_email"] = email,
            ["client_id"] = "2",
            ["token_uri"] = "https://oauth2.googleapis.com/token",
        });
}
