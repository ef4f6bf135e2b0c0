using System.Globalization;
using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>Turns a grant into a form.</summary>
internal static class S3Form
{
    public static PostPolicy Of(KeyGrant grant, V4Place bucket)
    {
        PostPolicy form = new(grant.Scope, bucket);
        KeyConstraints constraints = grant.Constraints;
        if (constraints is { ContentType: { } type, IsContentTypeFamily: false })
        {
            form.Exact("Content-Type", type);
        }

        foreach ((string name, string value) in constraints.Metadata)
        {
            form.Exact("x-amz-meta-" + name, value);
        }

        if (constraints.Checksum is { } checksum)
        {
            form.Exact(S3Headers.NameOf(checksum.Algorithm), checksum.ToBase64());
        }

        foreach (KeyExtra extra in grant.Extras)
        {
            Add(form, extra);
        }

        if (constraints is { ContentType: { } family, IsContentTypeFamily: true })
        {
            form.StartsWith("Content-Type", family[..^1]);
        }

        if (constraints.ContentLength is { } length)
        {
            form.Length(length);
        }

        return form;
    }

    private static void Add(PostPolicy form, KeyExtra extra)
    {
        switch (extra)
        {
            case S3FormSuccess { Status: { } status }:
                form.Exact("success_action_status", status.ToString(CultureInfo.InvariantCulture));
                break;
            case S3FormSuccess { Redirect: { } redirect }:
                form.Exact("success_action_redirect", redirect.AbsoluteUri);
                break;
            default:
                S3Headers.Add(form.Exact, extra);
                break;
        }
    }
}
