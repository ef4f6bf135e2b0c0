using Google.Cloud.Storage.V1;

namespace ValetKey.Tests.Gcp.Storage.Support;

/// <summary>A drawn case in the words of Google's own signer.</summary>
internal static class UrlSignerWords
{
    /// <summary>What Google's own signer is told.</summary>
    public static UrlSigner.RequestTemplate ToTemplate(this BucketCase drawn)
    {
        UrlSigner.RequestTemplate template = UrlSigner.RequestTemplate.FromBucket(drawn.Scope.Container)
            .WithHttpMethod(new HttpMethod(drawn.Method))
            .WithQueryParameters(drawn.Parameters.Select(Listed))
            .WithRequestHeaders(drawn.Headers.Where(header => !IsOfContent(header.Key)).Select(Listed))
            .WithContentHeaders(drawn.Headers.Where(header => IsOfContent(header.Key)).Select(Listed));
        return drawn.Permission == Permissions.List ? template : template.WithObjectName(drawn.Scope.Name);
    }

    /// <summary>Where Google's own signer is told that the bucket is.</summary>
    public static UrlSigner.Options ToOptions(this BucketCase drawn)
    {
        Uri origin = new(drawn.Origin);
        UrlSigner.Options options = UrlSigner.Options.FromDuration(drawn.Length).WithSigningVersion(SigningVersion.V4).WithScheme(origin.Scheme);
        return origin.Host == $"{drawn.Scope.Container}.media.example"
            ? options.WithBucketBoundHostname(origin.Host)
            : origin.Host.StartsWith(drawn.Scope.Container, StringComparison.Ordinal)
                ? options.WithUrlStyle(UrlSigner.UrlStyle.VirtualHostedStyle)
                : options.WithUrlStyle(UrlSigner.UrlStyle.PathStyle).WithHost(origin.Host).WithPort(origin.IsDefaultPort ? null : origin.Port);
    }

    private static bool IsOfContent(string header) => header.StartsWith("content-", StringComparison.OrdinalIgnoreCase);

    private static KeyValuePair<string, IEnumerable<string>> Listed(KeyValuePair<string, string> one) => new(one.Key, [one.Value]);
}
