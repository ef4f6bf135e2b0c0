using ValetKey.Providers;

namespace ValetKey.Local;

/// <summary>All faults of the settings at once, each with its field, its value and what is allowed.</summary>
internal static class LocalStorageOptionsRules
{
    public static IEnumerable<string> FaultsOf(LocalStorageOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.RootPath) || options.RootPath.Contains('\0', StringComparison.Ordinal))
        {
            yield return $"{nameof(options.RootPath)} is '{options.RootPath}'; it must be the path of a folder.";
        }

        if (options.PublicUrl is { } url && !EndpointUrl.IsBase(url))
        {
            yield return $"{nameof(options.PublicUrl)} is '{EndpointUrl.Redact(url.OriginalString)}'; "
                + "it must be an absolute http or https URL without user, query or fragment.";
        }

        foreach (string origin in options.AllowedOrigins)
        {
            if (origin != "*" && !IsOrigin(origin))
            {
                yield return $"{nameof(options.AllowedOrigins)} has '{origin}'; "
                    + "an origin is a scheme, a host and perhaps a port, such as https://app.example, or *.";
            }
        }

        foreach (string fault in FaultsOf(options.Downloads))
        {
            yield return $"{nameof(options.Downloads)}:{fault}";
        }
    }

    private static IEnumerable<string> FaultsOf(LocalDownloadOptions options)
    {
        if (options.ContentSecurityPolicy is not { } policy || policy.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            yield return $"{nameof(options.ContentSecurityPolicy)} must be printable ASCII, or empty.";
        }

        if (!Enum.IsDefined(options.Disposition))
        {
            yield return $"{nameof(options.Disposition)} is {options.Disposition}, which is no {nameof(DownloadDisposition)}.";
        }

        if (options.Embedding is { } embedding && !Enum.IsDefined(embedding))
        {
            yield return $"{nameof(options.Embedding)} is {embedding}, which is no {nameof(DownloadEmbedding)}.";
        }

        if (EndpointUrl.FaultOfOrigin(nameof(options.OwnDomain), options.OwnDomain) is { } fault)
        {
            yield return fault;
        }
    }

    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
        && uri.Scheme is "http" or "https"
        && uri.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase);
}
