using System.Buffers;
using System.Text;
using System.Text.Json;
using ValetKey.Providers;

namespace ValetKey.Gcp.Downscoping;

/// <summary>
/// Writes the credential access boundary that restricts a token to one grant ("Credential Access Boundaries for Cloud Storage"). Its rules add up: at
/// most one for objects and one for listing.
/// </summary>
internal static class AccessBoundary
{
    /// <summary>The longest condition that the service takes ("AccessBoundaryRule", Security Token Service API).</summary>
    private const int LongestCondition = 2048;

    public static string Write(KeyGrant grant, string bucket)
    {
        CheckName(grant.Scope);
        ArrayBufferWriter<byte> buffer = new(512);
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("accessBoundary"u8);
            json.WriteStartArray("accessBoundaryRules"u8);
            WriteRules(json, grant, bucket);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteRules(Utf8JsonWriter json, KeyGrant grant, string bucket)
    {
        string bucketName = $"projects/_/buckets/{bucket}";
        string[] roles = [.. ObjectRoles(grant.Permissions)];
        if (roles.Length > 0)
        {
            WriteRule(json, bucket, roles, $"resource.name.startsWith({Cel.Literal($"{bucketName}/objects/{grant.Scope.Name}")})");
        }

        if (grant.Permissions.HasFlag(Permissions.List))
        {
            // The role reads objects too. Requests that list are about the bucket, and only they have a prefix; where a request has none, '' begins
            // with no
            // prefix of a key's. A container's key has the empty prefix, with which everything begins, so it goes by the bucket's name.
            string condition = grant.Scope.Kind == ResourceKinds.Prefix
                ? $"api.getAttribute('storage.googleapis.com/objectListPrefix', '').startsWith({Cel.Literal(grant.Scope.Name)})"
                : $"resource.name == {Cel.Literal(bucketName)}";
            WriteRule(json, bucket, ["objectViewer"], condition);
        }
    }

    private static IEnumerable<string> ObjectRoles(Permissions permissions)
    {
        if (permissions.HasFlag(Permissions.Read))
        {
            yield return "legacyObjectReader"; // objectViewer would list too.
        }

        if (permissions.HasFlag(Permissions.Write))
        {
            yield return "legacyBucketWriter"; // Creates and deletes. It lists too, but the condition names objects.
        }
        else if (permissions.HasFlag(Permissions.Create))
        {
            yield return "objectCreator";
        }
    }

    private static void WriteRule(Utf8JsonWriter json, string bucket, string[] roles, string condition)
    {
        if (condition.Length > LongestCondition)
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported,
                $"The condition that names this prefix has {condition.Length} characters, and Google takes {LongestCondition}. A shorter prefix "
                    + "would help.");
        }

        json.WriteStartObject();
        json.WriteStartArray("availablePermissions"u8);
        foreach (string role in roles)
        {
            json.WriteStringValue($"inRole:roles/storage.{role}");
        }

        json.WriteEndArray();
        json.WriteString("availableResource"u8, $"//storage.googleapis.com/projects/_/buckets/{bucket}");
        json.WriteStartObject("availabilityCondition"u8);
        json.WriteString("expression"u8, condition);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>
    /// The documentation does not say that names are never escaped before a condition sees them. If they were, a key for <c>a%20b/</c> would open
    /// <c>a b/</c> as well; a name without a percent sign is only ever itself.
    /// </summary>
    private static void CheckName(KeyScope scope)
    {
        if (scope.Name.Contains('%', StringComparison.Ordinal))
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported,
                $"{scope} has a percent sign, and it is not documented how Google compares one in a token's condition: the key might open more. "
                    + "Another name would help.");
        }
    }
}
