using Microsoft.Extensions.Options;
using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Signing;

namespace ValetKey.Gcp;

/// <summary>All faults of the settings at once, each with its field, its value and what is allowed. What may hold a secret is not repeated.</summary>
internal sealed class GoogleCloudStorageOptionsValidator : IValidateOptions<GoogleCloudStorageOptions>
{
    private const string UrlWanted = "it must be an absolute http or https URL with nothing after the host and port";

    public ValidateOptionsResult Validate(string? name, GoogleCloudStorageOptions options)
    {
        List<string> faults = [.. CredentialRules.FaultsOf(options), .. PlaceFaults(options), .. NameFaults(options)];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> PlaceFaults(GoogleCloudStorageOptions options)
    {
        if (!Enum.IsDefined(options.UrlStyle))
        {
            yield return $"{nameof(options.UrlStyle)} is {options.UrlStyle}; it must be {GcsUrlStyle.Path} or {GcsUrlStyle.VirtualHosted}.";
        }

        foreach ((string field, Uri? url) in new[] { (nameof(options.PublicUrl), options.PublicUrl), (nameof(options.ServiceUrl), options.ServiceUrl) })
        {
            if (url is not null && !IsOrigin(url))
            {
                yield return $"{field} is '{Redact(url.OriginalString)}'; {UrlWanted}.";
            }
        }

        if (options.EmulatorHost is { Length: > 0 } emulator && !IsOrigin(GcsEndpoint.EmulatorUrl(emulator)))
        {
            yield return $"{nameof(options.EmulatorHost)} is '{Redact(emulator)}'; it must be a host and port, such as localhost:9000, or an http or https URL of one.";
        }

        if (Uri.CheckHostName($"storage.{options.UniverseDomain}") != UriHostNameType.Dns)
        {
            yield return $"{nameof(options.UniverseDomain)} is '{options.UniverseDomain}'; it must be a domain such as googleapis.com.";
        }
    }

    private static IEnumerable<string> NameFaults(GoogleCloudStorageOptions options)
    {
        foreach ((string container, string bucket) in options.ContainerNames)
        {
            if (BucketNames.FaultOf(bucket ?? "") is { } fault)
            {
                yield return $"{nameof(options.ContainerNames)} maps '{container}' to '{bucket}', which {fault}.";
            }
        }

        foreach ((string bucket, Uri url) in options.BucketBoundUrls)
        {
            if (BucketNames.FaultOf(bucket) is { } fault)
            {
                yield return $"{nameof(options.BucketBoundUrls)} has '{bucket}', which {fault}.";
            }

            if (!IsOrigin(url))
            {
                yield return $"{nameof(options.BucketBoundUrls)} has '{Redact(url?.OriginalString ?? "")}' for '{bucket}'; {UrlWanted}.";
            }
        }
    }

    private static bool IsOrigin(Uri? url) =>
        url is { IsAbsoluteUri: true, Scheme: "http" or "https", PathAndQuery: "/", Fragment.Length: 0, UserInfo.Length: 0 };

    /// <summary>A user's name and password, or a signed query, may have been put there by mistake.</summary>
    private static string Redact(string text)
    {
        int end = text.IndexOfAny(['?', '#']);
        string shown = end < 0 ? text : text[..end] + text[end] + "[redacted]";
        int at = shown.LastIndexOf('@');
        return at < 0 ? shown : "[redacted]" + shown[at..];
    }
}
