using System.Net;
using Google.Cloud.Storage.V1;
using ValetKey.Tests.Aws.S3;

namespace ValetKey.Tests.Gcp.Storage.Support;

/// <summary>Everything that a form can vary in, drawn from a seed, with the policy that Google's library makes of it.</summary>
internal sealed class FormCase
{
    public FormCase(UrlCaseGenerator generate)
    {
        string bucket = generate.Pick("bucket", "my-bucket-1", "my.dotted.bucket", "under_score");
        string name = generate.Name(1000);
        Scope = generate.Chance(0.5) ? KeyScope.ForObject(bucket, name) : KeyScope.ForPrefix(bucket, name.TrimEnd('/') + "/");
        Constraints = new()
        {
            ContentType = generate.Pick("image/png", "image/*", "text/plain; charset=utf-8", null!),
            ContentLength = generate.Chance(0.5) ? LengthRange.Between(generate.Number(0, 10), generate.Number(10, 1_000_000)) : null,
            Metadata = generate.UploadConstraints().Metadata,
        };
        Extras = generate.Pick<IReadOnlyList<KeyExtra>>([], [new FormSuccess(201)], [new FormSuccess(new Uri("https://app.example/done?a=b&c=d"))]);
        Start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(generate.Number(0, 40_000_000));
        Length = TimeSpan.FromSeconds(generate.Number(1, 604_800));
    }

    public KeyScope Scope { get; }

    public KeyConstraints Constraints { get; }

    public IReadOnlyList<KeyExtra> Extras { get; }

    public DateTimeOffset Start { get; }

    public TimeSpan Length { get; }

    public UrlSigner.PostPolicy ToPolicy()
    {
        bool isOne = Scope.Kind == ResourceKinds.Object;
        UrlSigner.PostPolicy policy = isOne
            ? UrlSigner.PostPolicy.ForBucketAndKey(Scope.Container, Scope.Name)
            : UrlSigner.PostPolicy.ForBucketAndKeyStartsWith(Scope.Container, Scope.Name);
        if (Constraints is { ContentType: { } type, IsContentTypeFamily: false })
        {
            policy.SetField(UrlSigner.PostPolicyStandardElement.ContentType, type);
        }

        foreach (FormSuccess success in Extras.OfType<FormSuccess>())
        {
            if (success.Redirect is { } redirect)
            {
                policy.SetField(UrlSigner.PostPolicyStandardElement.SuccessActionRedirect, redirect);
            }
            else
            {
                policy.SetField(UrlSigner.PostPolicyStandardElement.SuccessActionStatus, (HttpStatusCode)success.Status!.Value);
            }
        }

        foreach ((string field, string value) in Constraints.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            policy.SetCustomField(UrlSigner.PostPolicyCustomElement.GoogleMetadata, "x-goog-meta-" + field, value);
        }

        if (Constraints is { ContentType: { } family, IsContentTypeFamily: true })
        {
            policy.SetStartsWith(UrlSigner.PostPolicyStandardElement.ContentType, family[..^1]);
        }

        if (Constraints.ContentLength is { } length)
        {
            policy.SetRange(UrlSigner.PostPolicyStandardElement.ContentLength, length.Minimum, length.Maximum);
        }

        return policy;
    }
}
