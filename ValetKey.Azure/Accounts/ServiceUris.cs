namespace ValetKey.Azure.Accounts;

/// <summary>Finds the URL of a service from what is known, and the account from a URL.</summary>
internal static class ServiceUris
{
    public const string DefaultSuffix = "core.windows.net";

    /// <summary>Azure's own URL of a service, or null where <paramref name="suffix"/> is no domain.</summary>
    public static Uri? Of(string protocol, string account, string service, string? suffix) =>
        Uri.CheckHostName(suffix) == UriHostNameType.Dns && !suffix!.EndsWith('.') ? new Uri($"{protocol}://{account}.{service}.{suffix}") : null;

    /// <summary>
    /// The same account's URL of the other service, where <paramref name="uri"/> is one of Azure's own: so that an account in a national cloud does
    /// not get the queues of its namesake elsewhere.
    /// </summary>
    public static Uri? Sibling(Uri? uri, string account, string service, string other)
    {
        if (uri is not { HostNameType: UriHostNameType.Dns })
        {
            return null;
        }

        string[] labels = uri.Host.Split('.');
        int index = Array.IndexOf(labels, service);
        if (labels[0] != account || index < 0)
        {
            return null;
        }

        labels[index] = other;
        return new UriBuilder(uri) { Host = string.Join('.', labels) }.Uri;
    }

    /// <summary>
    /// The account whose host it is, where it is one of Azure's own (such as <c>contoso.blob.core.windows.net</c>, also its replica's, a zone's or a
    /// private link's); null for other hosts, which may serve any account.
    /// </summary>
    public static string? OwnerOf(Uri? service)
    {
        const string Replica = "-secondary"; // "Azure Storage redundancy", read access to data in the secondary region.
        if (service is not { IsAbsoluteUri: true, HostNameType: UriHostNameType.Dns })
        {
            return null;
        }

        string[] labels = service.Host.Split('.');
        int index = Array.FindIndex(labels, label => label is "blob" or "queue");
        return index > 0 && labels.ElementAtOrDefault(index + 1) is "core" or "storage"
            ? labels[0].Replace(Replica, "", StringComparison.Ordinal)
            : null;
    }

    /// <summary>The first label of Azure's own host names; at an address or a port, as the emulator has, the first segment of the path.</summary>
    public static string? AccountOf(Uri? service)
    {
        if (service is null)
        {
            return null;
        }

        if (service.AbsolutePath.Trim('/') is { Length: > 0 } path)
        {
            return path.Contains('/', StringComparison.Ordinal) ? null : path;
        }

        string[] labels = service.Host.Split('.');
        bool isOwn = service.HostNameType == UriHostNameType.Dns && labels.Length > 2 && (labels.Contains("blob") || labels.Contains("queue"));
        return isOwn ? labels[0] : null;
    }
}
