using System.Globalization;
using System.Net;
using Google.Cloud.Storage.V1;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;

namespace ValetKey.Gcp.Clients;

/// <summary>A grant in the words of Google's own signer. What it has no words for is refused.</summary>
internal static class GrantWords
{
    public static UrlSigner.RequestTemplate ToTemplate(KeyGrant grant, V4Place bucket, HeaderCollection headers) =>
        UrlSigner.RequestTemplate.FromBucket(bucket.Name)
            .WithObjectName(GcsRequest.NameOf(grant))
            .WithHttpMethod(GcsRequest.MethodOf(grant))
            .WithQueryParameters(GcsRequest.QueryOf(grant).Select(Listed))
            .WithRequestHeaders(headers.Select(Listed));

    public static UrlSigner.PostPolicy ToPolicy(KeyGrant grant, V4Place bucket)
    {
        _ = new PostPolicy(grant.Scope, bucket); // Refuses what no form can name.
        UrlSigner.PostPolicy policy = grant.Scope.Kind == ResourceKinds.Object
            ? UrlSigner.PostPolicy.ForBucketAndKey(bucket.Name, grant.Scope.Name)
            : UrlSigner.PostPolicy.ForBucketAndKeyStartsWith(bucket.Name, grant.Scope.Name);
        KeyConstraints constraints = grant.Constraints;
        if (constraints is { ContentType: { } type, IsContentTypeFamily: false })
        {
            policy.SetField(UrlSigner.PostPolicyStandardElement.ContentType, type);
        }

        if (constraints is { ContentType: { } family, IsContentTypeFamily: true })
        {
            policy.SetStartsWith(UrlSigner.PostPolicyStandardElement.ContentType, family[..^1]);
        }

        if (constraints.ContentLength is { } length)
        {
            policy.SetRange(UrlSigner.PostPolicyStandardElement.ContentLength, length.Minimum, length.Maximum);
        }

        foreach ((string name, string value) in constraints.Metadata)
        {
            policy.SetCustomField(UrlSigner.PostPolicyCustomElement.GoogleMetadata, "x-goog-meta-" + name, value);
        }

        foreach (FormSuccess success in grant.Extras.OfType<FormSuccess>())
        {
            if (success.Redirect is { } redirect)
            {
                // The signer's own field would take the escapes out of the URL.
                policy.SetCustomField(UrlSigner.PostPolicyCustomElement.Custom, "success_action_redirect", redirect.AbsoluteUri);
            }
            else
            {
                policy.SetField(UrlSigner.PostPolicyStandardElement.SuccessActionStatus, (HttpStatusCode)success.Status!.Value);
            }
        }

        return policy;
    }

    /// <summary>Where the bucket is, and until when. Nothing is left to the signer's own defaults.</summary>
    public static UrlSigner.Options ToOptions(KeyGrant grant, V4Place bucket)
    {
        Uri url = new(bucket.Url);
        string port = string.Create(CultureInfo.InvariantCulture, $":{url.Port}/");
        bool hasPort = bucket.Url.StartsWith($"{url.Scheme}://{url.Host}{port}", StringComparison.Ordinal);
        UrlSigner.Options options = UrlSigner.Options.FromExpiration(LastInstant(grant))
            .WithSigningVersion(SigningVersion.V4)
            .WithScheme(url.Scheme)
            .WithPort(hasPort ? url.Port : null);
        if (url.AbsolutePath != "/")
        {
            return options.WithUrlStyle(UrlSigner.UrlStyle.PathStyle).WithHost(url.Host);
        }

        if (grant.Permissions == Permissions.List)
        {
            throw Unsupported($"the listing of a bucket at a host of its own, as {bucket.Url} is");
        }

        string label = bucket.Name + ".";
        return url.Host.StartsWith(label, StringComparison.Ordinal)
            ? options.WithUrlStyle(UrlSigner.UrlStyle.VirtualHostedStyle).WithHost(url.Host[label.Length..])
            : hasPort ? throw Unsupported($"a bucket's own host with a port, as {bucket.Url} has")
            : options.WithBucketBoundHostname(url.Host);
    }

    public static ValetKeyException Unsupported(string what) => new(
        ValetKeyErrorReason.Unsupported,
        $"{nameof(UrlSigner)} cannot sign {what}. Set {nameof(GoogleCloudStorageOptions.Credential)} to what the signer was made of.");

    /// <summary>The signer counts whole seconds from a moment within one, so that they end with the second that the grant ends with.</summary>
    private static DateTimeOffset LastInstant(KeyGrant grant) => grant.ExpiresAt.AddTicks(TimeSpan.TicksPerSecond - 1);

    private static KeyValuePair<string, IEnumerable<string>> Listed(KeyValuePair<string, string> one) => new(one.Key, [one.Value]);
}
