using System.Globalization;
using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>Turns a grant into a form.</summary>
internal static class GcsForm
{
    public const string ContentType = "content-type";

    /// <exception cref="ValetKeyException">Cloud Storage would put the file's name into the object's, so the form would open more than the one name.</exception>
    public static FormRequest Of(KeyGrant grant, GcsBucket bucket, DateTimeOffset end)
    {
        if (grant.Scope.Name.Contains(SignedForm.FileNamePlaceholder, StringComparison.Ordinal))
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported,
                $"In a form Cloud Storage replaces {SignedForm.FileNamePlaceholder} by the file's name, so {grant.Scope} cannot be named exactly. A signed URL can.");
        }

        KeyConstraints constraints = grant.Constraints;
        return new FormRequest
        {
            Bucket = bucket,
            Name = grant.Scope.Name,
            IsPrefix = grant.Scope.Kind != ResourceKinds.Object,
            Fields = [.. FieldsOf(grant)],
            Prefixes = constraints is { ContentType: { } family, IsContentTypeFamily: true } ? [new(ContentType, family[..^1])] : [],
            ContentLength = constraints.ContentLength,
            Start = grant.IssuedAt,
            End = end,
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> FieldsOf(KeyGrant grant)
    {
        if (grant.Constraints is { ContentType: { } type, IsContentTypeFamily: false })
        {
            yield return new(ContentType, type);
        }

        foreach (GcsFormSuccess success in grant.Extras.OfType<GcsFormSuccess>())
        {
            yield return success.Redirect is { } redirect
                ? new("success_action_redirect", redirect.AbsoluteUri)
                : new("success_action_status", success.Status!.Value.ToString(CultureInfo.InvariantCulture));
        }

        foreach ((string name, string value) in grant.Constraints.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            yield return new("x-goog-meta-" + name, value);
        }
    }
}
