using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>Turns a grant into a form.</summary>
internal static class S3Form
{
    public static PostPolicy Of(KeyGrant grant, V4Place bucket)
    {
        const string ContentType = "Content-Type";
        PostPolicy form = new(grant.Scope, bucket);
        KeyConstraints constraints = grant.Constraints;
        if (constraints is { ContentType: { } type, IsContentTypeFamily: false })
        {
            form.Exact(ContentType, type);
        }

        S3Headers.AddContent(form, static (all, name, value) => all.Exact(name, value), grant);
        form.Success(grant);
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
