using System.Globalization;
using System.Text;
using ValetKey.Gcp.Credentials;
using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>
/// Writes a form's policy ("Policy document", Cloud Storage documentation) as Google's conformance suite has it, byte for byte: no spaces, and every
/// character outside ASCII as <c>\uXXXX</c>.
/// </summary>
internal static class PolicyDocument
{
    public static byte[] Create(FormRequest request, SigningKey key)
    {
        StringBuilder json = new(1024);
        json.Append("{\"conditions\":[");
        foreach ((string name, string value) in request.Fields)
        {
            Exact(json, name, value);
        }

        foreach ((string name, string prefix) in request.Prefixes)
        {
            StartsWith(json, name, prefix);
        }

        if (request.ContentLength is { } length)
        {
            json.Append(CultureInfo.InvariantCulture, $"[\"content-length-range\",{length.Minimum},{length.Maximum}],");
        }

        Exact(json, "bucket", request.Bucket.Name);
        if (request.IsPrefix)
        {
            StartsWith(json, "key", request.Name);
        }
        else
        {
            Exact(json, "key", request.Name);
        }

        Exact(json, "x-goog-date", BasicDate.Format(request.Start));
        Exact(json, "x-goog-credential", key.ScopeOf(request.Start).Credential);
        Exact(json, "x-goog-algorithm", key.Labels.Algorithm);
        json.Length--; // The comma after the last condition.
        json.Append("],\"expiration\":\"").Append(request.End.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)).Append("\"}");
        return Encoding.ASCII.GetBytes(json.ToString());
    }

    private static void Exact(StringBuilder json, string name, string value)
    {
        json.Append('{');
        Text(json, name);
        json.Append(':');
        Text(json, value);
        json.Append("},");
    }

    private static void StartsWith(StringBuilder json, string name, string prefix)
    {
        json.Append("[\"starts-with\",");
        Text(json, "$" + name);
        json.Append(',');
        Text(json, prefix);
        json.Append("],");
    }

    private static void Text(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (char character in text)
        {
            switch (character)
            {
                case '"' or '\\':
                    json.Append('\\').Append(character);
                    break;
                case < ' ' or > '~':
                    json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                    break;
                default:
                    json.Append(character);
                    break;
            }
        }

        json.Append('"');
    }
}
