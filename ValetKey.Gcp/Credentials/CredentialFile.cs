using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Apis.Auth.OAuth2;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;

namespace ValetKey.Gcp.Credentials;

/// <summary>A credential file as Google hands it out. What is wrong with one is told without a fragment of it.</summary>
internal sealed class CredentialFile
{
    public const string ServiceAccountType = "service_account";

    private const string ImpersonationUrl = "service_account_impersonation_url";

    private readonly JsonObject _json;

    private CredentialFile(JsonObject json) => _json = json;

    public bool IsServiceAccount => TypeOf(_json) == ServiceAccountType;

    /// <summary>Reads a file; a fault is the end of a sentence.</summary>
    public static string? TryParse(string json, out CredentialFile? file)
    {
        file = null;
        try
        {
            if (JsonNode.Parse(json) is not JsonObject content || TypeOf(content) is not { } type)
            {
                return "holds no credential: it must be a JSON object with a type";
            }

            CredentialFile read = new(content);
            if (type == ServiceAccountType)
            {
                using V4Key key = read.ToServiceAccountKey();
            }
            else
            {
                read.ToCredential();
            }

            file = read;
            return null;
        }
        catch (JsonException)
        {
            return "is no JSON";
        }
        catch (FormatException fault)
        {
            return fault.Message;
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or CryptographicException
            or Newtonsoft.Json.JsonException)
        {
            return $"holds a credential of which Google's library can make nothing ({fault.GetType().Name})";
        }
    }

    /// <summary>The service account's own key.</summary>
    /// <exception cref="FormatException">A part is missing or wrong.</exception>
    public V4RsaKey ToServiceAccountKey()
    {
        string account = Text(_json, "client_email") is { } email && CredentialRules.IsAccount(email)
            ? email
            : throw new FormatException("holds a service account without its client_email");
        string pem = Text(_json, "private_key") ?? throw new FormatException("holds a service account without its private_key");
        try
        {
            using RSA key = RSA.Create();
            key.ImportFromPem(pem);
            return new V4RsaKey(account, key, GcsLabels.Rsa);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            throw new FormatException("holds a private_key that is none: it must be an RSA key in PEM, of up to 4,096 bits and not encrypted");
        }
    }

    /// <summary>
    /// What Google's library makes of the file. It cannot sign with a federated credential whose file names an account to impersonate, but it can
    /// when the impersonation is asked for apart.
    /// </summary>
    public GoogleCredential ToCredential()
    {
        JsonObject json = (JsonObject)_json.DeepClone();
        string? impersonated = AccountIn(Text(json, ImpersonationUrl));
        if (TypeOf(json) != "external_account" || impersonated is null)
        {
            return CredentialFactory.FromJson(json.ToJsonString(), TypeOf(json));
        }

        json.Remove(ImpersonationUrl);
        return CredentialKeys.Impersonate(CredentialFactory.FromJson(json.ToJsonString(), TypeOf(json)), impersonated);
    }

    private static string? TypeOf(JsonObject json) => Text(json, "type");

    private static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;

    /// <summary>The account in <c>…/serviceAccounts/ACCOUNT:generateAccessToken</c>.</summary>
    private static string? AccountIn(string? url)
    {
        const string Before = "/serviceAccounts/";
        const string After = ":generateAccessToken";
        int start = url?.LastIndexOf(Before, StringComparison.Ordinal) ?? -1;
        return start >= 0 && url!.EndsWith(After, StringComparison.Ordinal) ? url[(start + Before.Length)..^After.Length] : null;
    }
}
