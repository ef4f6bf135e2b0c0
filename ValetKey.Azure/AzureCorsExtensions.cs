using System.Globalization;

namespace ValetKey.Azure;

/// <summary>CORS rules as Azure Storage takes them.</summary>
public static class AzureCorsExtensions
{
    /// <summary>
    /// The command of the Azure CLI that adds the rule to those of an account's blobs or queues, of which there are five at most ("Cross-Origin
    /// Resource Sharing (CORS) support for Azure Storage"). The account is said by <c>--account-name</c>, or by the environment.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="forQueues">Whether for the queues instead of the blobs.</param>
    public static string ToAzureCli(this CorsRule rule, bool forQueues = false)
    {
        ArgumentNullException.ThrowIfNull(rule);
        (string Option, IReadOnlyList<string> Values)[] options =
        [
            ("services", [forQueues ? "q" : "b"]),
            ("origins", rule.Origins),
            ("methods", rule.Methods),
            ("allowed-headers", rule.RequestHeaders),
            ("exposed-headers", rule.ExposedHeaders),
            ("max-age", [((long)rule.MaximumAge.TotalSeconds).ToString(CultureInfo.InvariantCulture)]),
        ];
        return "az storage cors add" + string.Concat(options
            .Where(option => option.Values.Count > 0)
            .Select(option => $" --{option.Option} {string.Join(' ', option.Values.Select(value => value == "*" ? "'*'" : value))}"));
    }
}
