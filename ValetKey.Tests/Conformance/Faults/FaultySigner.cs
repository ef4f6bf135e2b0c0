using System.Text.Json.Nodes;
using ValetKey.Providers;

namespace ValetKey.Tests.Conformance.Faults;

/// <summary>A signer that signs something else than it was granted, or says something else of it, and looks right to the issuer.</summary>
internal sealed class FaultySigner(IKeySigner inner, Fault fault) : IKeySigner
{
    public SignerCapabilities Capabilities => fault.Declare?.Invoke(inner.Capabilities) ?? inner.Capabilities;

    public async ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        IssuedKey signed = await inner.SignAsync(fault.Grant?.Invoke(grant) ?? grant, fault.IgnoresCancellation ? default : cancellationToken);
        IssuedKey told = Honest(signed, grant);
        return fault.Key is null ? told : fault.Key(told, grant);
    }

    /// <summary>The key with what the issuer checks set right, so that nothing but its use shows the fault.</summary>
    private static IssuedKey Honest(IssuedKey signed, KeyGrant grant) => Edit(signed, json =>
    {
        JsonObject expected = JsonNode.Parse(new SignedUrl(grant, HttpMethod.Get, "").ToJson())!.AsObject();
        foreach (string name in (string[])["id", "scope", "permissions", "issuedAt", "notBefore", "expiresAt", "expiryLimit", "enforced"])
        {
            json[name] = expected[name]!.DeepClone();
        }

        if (json["operations"] is JsonArray operations)
        {
            json["operations"] = new JsonArray(
                [.. operations.Where(operation => grant.Permissions.HasFlag(PermissionOf(operation!))).Select(operation => operation!.DeepClone())]);
        }
    });

    private static Permissions PermissionOf(JsonNode operation) => Enum.Parse<Permissions>((string)operation["permission"]!, ignoreCase: true);

    public static IssuedKey Edit(IssuedKey key, Action<JsonObject> edit)
    {
        JsonObject json = JsonNode.Parse(key.ToJson())!.AsObject();
        edit(json);
        return IssuedKey.FromJson(json.ToJsonString());
    }
}
