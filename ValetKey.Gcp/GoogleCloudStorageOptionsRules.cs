using ValetKey.Gcp.Clients;
using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;

namespace ValetKey.Gcp;

/// <summary>All faults of the settings at once, each with its field, its value and what is allowed. What may hold a secret is not repeated.</summary>
internal static class GoogleCloudStorageOptionsRules
{
    public static IEnumerable<string> FaultsOf(GoogleCloudStorageOptions options) =>
        [.. ClientSetups.FaultsOf(options), .. CredentialRules.FaultsOf(options), .. PlaceFaults(options), .. NameFaults(options)];

    private static IEnumerable<string> PlaceFaults(GoogleCloudStorageOptions options)
    {
        if (!Enum.IsDefined(options.UrlStyle))
        {
            yield return $"{nameof(options.UrlStyle)} is {options.UrlStyle}; it must be {GcsUrlStyle.Path} or {GcsUrlStyle.VirtualHosted}.";
        }

        foreach ((string field, Uri? url) in new[]
        {
            (nameof(options.PublicUrl), options.PublicUrl), (nameof(options.ServiceUrl), options.ServiceUrl),
        })
        {
            if (EndpointUrl.FaultOfOrigin(field, url) is { } fault)
            {
                yield return fault;
            }
        }

        if (options.EmulatorHost is { Length: > 0 } emulator && !EndpointUrl.IsOrigin(GcsEndpoint.EmulatorUrl(emulator)))
        {
            yield return $"{nameof(options.EmulatorHost)} is '{EndpointUrl.Redact(emulator)}'; it must be a host and port, such as "
                + "localhost:9000, or an http or https URL of one.";
        }

        if (Uri.CheckHostName($"storage.{options.UniverseDomain}") != UriHostNameType.Dns)
        {
            yield return $"{nameof(options.UniverseDomain)} is '{options.UniverseDomain}'; it must be a domain such as googleapis.com.";
        }
    }

    private static IEnumerable<string> NameFaults(GoogleCloudStorageOptions options)
    {
        foreach (string fault in ContainerNames.Faults(nameof(options.ContainerNames), options.ContainerNames, BucketNames.FaultOf))
        {
            yield return fault;
        }

        foreach ((string bucket, Uri url) in options.BucketBoundUrls)
        {
            if (BucketNames.FaultOf(bucket) is { } fault)
            {
                yield return $"{nameof(options.BucketBoundUrls)} has '{bucket}', which {fault}.";
            }

            if (!EndpointUrl.IsOrigin(url))
            {
                yield return $"{nameof(options.BucketBoundUrls)} has '{EndpointUrl.Redact(url?.OriginalString ?? "")}' for '{bucket}'; "
                    + "it must be an absolute http or https URL with nothing after the host and port.";
            }
        }
    }
}
