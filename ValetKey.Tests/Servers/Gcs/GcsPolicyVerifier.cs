using System.Text;
using System.Text.Json;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>
/// Judges forms as "POST Object" and "Policy document" describe them: the signature is of the policy in base64; every field must be named by a
/// condition, but for the policy, its signature, the file, and names that begin with <c>x-ignore-</c>.
/// </summary>
internal sealed class GcsPolicyVerifier(GcsAccounts accounts)
{
    /// <summary>Refuses, or returns.</summary>
    /// <param name="fields">The fields before the file, by their names in lower case, and the bucket from the URL.</param>
    /// <param name="fileLength">How long the file is.</param>
    /// <param name="now">The service's time.</param>
    public void Verify(IReadOnlyDictionary<string, string> fields, long fileLength, DateTimeOffset now)
    {
        string encoded = Field(fields, "policy");
        GcsCredential credential = GcsCredential.Parse(Field(fields, "x-goog-credential"));
        if (!Field(fields, "x-goog-date").StartsWith(credential.Day, StringComparison.Ordinal))
        {
            throw GcsFault.Malformed("The date is not of the credential's day.");
        }

        if (!accounts.IsSignedBy(
            Field(fields, "x-goog-algorithm"), credential.Account, credential.Day, credential.Location,
            Encoding.UTF8.GetBytes(encoded), Signature(fields)))
        {
            throw GcsFault.Mismatch(encoded);
        }

        using JsonDocument policy = JsonDocument.Parse(Convert.FromBase64String(encoded));
        DateTimeOffset end = policy.RootElement.GetProperty("expiration").GetDateTimeOffset();
        if (now >= end)
        {
            throw GcsFault.Expired(end);
        }

        HashSet<string> named = [];
        foreach (JsonElement condition in policy.RootElement.GetProperty("conditions").EnumerateArray())
        {
            Check(condition, fields, fileLength, named);
        }

        if (fields.Keys.FirstOrDefault(name => NeedsCondition(name) && !named.Contains(name)) is { } free)
        {
            throw GcsFault.Policy($"Policy did not reference these fields: {free}");
        }
    }

    private static bool NeedsCondition(string name) =>
        name is not ("policy" or "x-goog-signature" or "file" or "bucket") && !name.StartsWith("x-ignore-", StringComparison.Ordinal);

    private static void Check(JsonElement condition, IReadOnlyDictionary<string, string> fields, long fileLength, HashSet<string> named)
    {
        if (condition.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty exact in condition.EnumerateObject())
            {
                Match(exact.Name, exact.Value.GetString()!, (value, wanted) => value == wanted);
            }

            return;
        }

        switch (condition[0].GetString())
        {
            case "eq":
                Match(condition[1].GetString()![1..], condition[2].GetString()!, (value, wanted) => value == wanted);
                break;
            case "starts-with":
                Match(condition[1].GetString()![1..], condition[2].GetString()!,
                    (value, wanted) => value.StartsWith(wanted, StringComparison.Ordinal));
                break;
            case "content-length-range" when fileLength < condition[1].GetInt64():
                throw new GcsFault(400, "EntityTooSmall", $"The file has {fileLength} bytes.");
            case "content-length-range" when fileLength > condition[2].GetInt64():
                throw new GcsFault(400, "EntityTooLarge", $"The file has {fileLength} bytes.");
            case "content-length-range":
                break;
            default:
                throw GcsFault.Policy($"Unknown condition {condition}.");
        }

        void Match(string name, string wanted, Func<string, string, bool> matches)
        {
            named.Add(name.ToLowerInvariant());
            if (!matches(fields.GetValueOrDefault(name.ToLowerInvariant(), ""), wanted))
            {
                throw GcsFault.Policy($"The field {name} does not meet its condition.");
            }
        }
    }

    private static string Field(IReadOnlyDictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out string? value) && value.Length > 0 ? value : throw GcsFault.Denied($"Anonymous caller: the form has no {name}.");

    private static byte[] Signature(IReadOnlyDictionary<string, string> fields)
    {
        try
        {
            return Convert.FromHexString(Field(fields, "x-goog-signature"));
        }
        catch (FormatException)
        {
            throw GcsFault.Malformed("The signature is no hexadecimal number.");
        }
    }
}
