using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>Turns a grant into a form.</summary>
internal static class GcsForm
{
    public const string ContentType = "content-type";

    public static PostPolicy Of(KeyGrant grant, V4Place bucket)
    {
        PostPolicy form = new(grant.Scope, bucket);
        KeyConstraints constraints = grant.Constraints;
        if (constraints is { ContentType: { } type, IsContentTypeFamily: false })
        {
            form.Exact(ContentType, type);
        }

        form.Success(grant);
        foreach ((string name, string value) in constraints.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            form.Exact("x-goog-meta-" + name, value);
        }

        if (constraints is { ContentType: { } family, IsContentTypeFamily: true })
        {
            form.StartsWith(ContentType, family[..^1]);
        }

        if (constraints.ContentLength is { } length)
        {
            form.Length(length);
        }

        return form;
    }
}
