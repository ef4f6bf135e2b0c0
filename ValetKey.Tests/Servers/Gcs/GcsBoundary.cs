using System.Text.Json;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>
/// A credential access boundary ("Credential Access Boundaries for Cloud Storage"): at most 10 rules, of which one must allow what is asked.
/// </summary>
internal sealed class GcsBoundary
{
    private const int MostRules = 10;
    private const int LongestCondition = 2048;

    /// <summary>What the roles allow, as "IAM roles for Cloud Storage" has it; of buckets' own permissions only what lists.</summary>
    private static readonly Dictionary<string, string[]> Roles = new()
    {
        ["objectViewer"] = ["get", "list"],
        ["objectCreator"] = ["create"],
        ["objectUser"] = ["get", "list", "create", "delete", "update"],
        ["objectAdmin"] = ["get", "list", "create", "delete", "update", "setIamPolicy", "getIamPolicy"],
        ["legacyObjectReader"] = ["get"],
        ["legacyObjectOwner"] = ["get", "update", "setIamPolicy", "getIamPolicy"],
        ["legacyBucketReader"] = ["list"],
        ["legacyBucketWriter"] = ["list", "create", "delete"],
    };

    private readonly Rule[] _rules;

    private GcsBoundary(Rule[] rules) => _rules = rules;

    public static GcsBoundary Parse(string json)
    {
        using JsonDocument options = JsonDocument.Parse(json);
        Rule[] rules = [.. options.RootElement.GetProperty("accessBoundary").GetProperty("accessBoundaryRules").EnumerateArray().Select(ParseRule)];
        return rules.Length is > 0 and <= MostRules ? new GcsBoundary(rules) : throw new FormatException($"A boundary has 1 to {MostRules} rules.");
    }

    /// <summary>Whether a rule allows a permission, <c>storage.objects.</c> and so on, on a resource, with what the request says of itself.</summary>
    public bool Allows(string permission, string bucket, string resource, IReadOnlyDictionary<string, string> attributes) => _rules.Any(rule =>
        rule.Bucket == bucket
        && rule.Permissions.Contains(permission)
        && (rule.Condition is null || CelCondition.IsTrue(rule.Condition, resource, attributes)));

    private static Rule ParseRule(JsonElement rule)
    {
        const string Resource = "//storage.googleapis.com/projects/_/buckets/";
        const string Role = "inRole:roles/storage.";
        string resource = rule.GetProperty("availableResource").GetString()!;
        string[] roles = [.. rule.GetProperty("availablePermissions").EnumerateArray().Select(role => role.GetString()!)];
        if (!resource.StartsWith(Resource, StringComparison.Ordinal) || roles.Length == 0
            || !roles.All(role => role.StartsWith(Role, StringComparison.Ordinal)))
        {
            throw new FormatException("A rule names a bucket and roles of Cloud Storage.");
        }

        string? condition = rule.TryGetProperty("availabilityCondition", out JsonElement found) ? found.GetProperty("expression").GetString() : null;
        if (condition is not null)
        {
            if (condition.Length > LongestCondition)
            {
                throw new FormatException("The condition is too long.");
            }

            CelCondition.IsTrue(condition, "", new Dictionary<string, string>());
        }

        return new Rule(resource[Resource.Length..], [.. roles.SelectMany(role => Roles[role[Role.Length..]])], condition);
    }

    private sealed record Rule(string Bucket, string[] Permissions, string? Condition);
}
