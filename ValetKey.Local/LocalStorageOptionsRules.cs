using ValetKey.Local.Service.Messages;
using ValetKey.Providers;

namespace ValetKey.Local;

/// <summary>All faults of the settings at once, each with its field, its value and what is allowed.</summary>
internal static class LocalStorageOptionsRules
{
    private const int MostMessageBytes = 1024 * 1024;
    private const int MostReceives = 1_000;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestVisibility = TimeSpan.FromSeconds(MessageParameters.LongestVisibility);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(3_650);

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

        foreach (string fault in FaultsOf(options.Queues))
        {
            yield return $"{nameof(options.Queues)}:{fault}";
        }

        foreach (string fault in LocalLimitRules.FaultsOf(options.Limits))
        {
            yield return $"{nameof(options.Limits)}:{fault}";
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

    private static IEnumerable<string> FaultsOf(LocalQueueOptions options)
    {
        if (options.MaximumMessageBytes is < 1 or > MostMessageBytes)
        {
            yield return $"{nameof(options.MaximumMessageBytes)} is {options.MaximumMessageBytes}; it must be from 1 to {MostMessageBytes}.";
        }

        if (options.VisibilityTimeout < Shortest || options.VisibilityTimeout > LongestVisibility)
        {
            yield return $"{nameof(options.VisibilityTimeout)} is {options.VisibilityTimeout:c}; "
                + $"it must be from {Shortest:c} to {LongestVisibility:c}.";
        }

        if (options.TimeToLive < Shortest || options.TimeToLive > LongestLife)
        {
            yield return $"{nameof(options.TimeToLive)} is {options.TimeToLive:c}; it must be from {Shortest:c} to {LongestLife:c}.";
        }

        if (options.MaximumReceives is < 0 or > MostReceives)
        {
            yield return $"{nameof(options.MaximumReceives)} is {options.MaximumReceives}; "
                + $"it must be from 0, which sets no bound, to {MostReceives}.";
        }
    }

    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
        && uri.Scheme is "http" or "https"
        && uri.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase);
}
