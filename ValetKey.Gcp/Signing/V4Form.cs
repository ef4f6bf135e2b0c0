using System.Text;
using ValetKey.Gcp.Credentials;
using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>Signs a browser's form ("POST Object", Cloud Storage XML API): the policy in base64 is both the field and the text to sign.</summary>
internal static class V4Form
{
    /// <summary>The fields of a form with a key that is at hand.</summary>
    public static OrderedDictionary<string, string> Sign(FormRequest request, LocalKey key)
    {
        byte[] policy = EncodedPolicy(request, key);
        Span<byte> signature = stackalloc byte[LocalKey.LargestSignature];
        int length = key.Sign(key.ScopeOf(request.Start), policy, signature);
        return Fields(request, key, policy, signature[..length]);
    }

    /// <summary>The fields of a form with a key that is elsewhere.</summary>
    public static async ValueTask<OrderedDictionary<string, string>> SignAsync(FormRequest request, RemoteKey key, CancellationToken cancellationToken)
    {
        byte[] policy = EncodedPolicy(request, key);
        return Fields(request, key, policy, await key.SignAsync(policy, cancellationToken).ConfigureAwait(false));
    }

    private static byte[] EncodedPolicy(FormRequest request, SigningKey key) =>
        Encoding.ASCII.GetBytes(Convert.ToBase64String(PolicyDocument.Create(request, key)));

    private static OrderedDictionary<string, string> Fields(FormRequest request, SigningKey key, byte[] policy, ReadOnlySpan<byte> signature)
    {
        OrderedDictionary<string, string> fields = new()
        {
            ["key"] = request.IsPrefix ? request.Name + SignedForm.FileNamePlaceholder : request.Name,
        };
        foreach ((string name, string value) in request.Fields)
        {
            fields.Add(name, value);
        }

        foreach ((string name, _) in request.Prefixes)
        {
            fields.Add(name, "");
        }

        fields.Add("x-goog-algorithm", key.Labels.Algorithm);
        fields.Add("x-goog-credential", key.ScopeOf(request.Start).Credential);
        fields.Add("x-goog-date", BasicDate.Format(request.Start));
        fields.Add("policy", Encoding.ASCII.GetString(policy));
        fields.Add("x-goog-signature", Convert.ToHexStringLower(signature));
        return fields;
    }
}
