using ValetKey.Providers;

namespace ValetKey.Azure.Accounts;

/// <summary>
/// Finds settings that speak of different accounts, which would sign with one account's key for another's address. Values that a connection string
/// holds are not shown.
/// </summary>
internal static class AccountContradictions
{
    /// <param name="options">The options.</param>
    /// <param name="connection">What the connection string says.</param>
    /// <returns>The faults, each with the two fields.</returns>
    public static IEnumerable<string> FaultsOf(AzureStorageOptions options, ConnectionSettings connection)
    {
        foreach ((string field, Uri? set, string service, string? told) in new[]
        {
            (nameof(options.BlobServiceUri), options.BlobServiceUri, "blobs", connection.BlobEndpoint),
            (nameof(options.QueueServiceUri), options.QueueServiceUri, "queues", connection.QueueEndpoint),
        })
        {
            if (set is { IsAbsoluteUri: true } && Uri.TryCreate(told, UriKind.Absolute, out Uri? other)
                && EndpointUrl.BaseOf(set) != EndpointUrl.BaseOf(other))
            {
                yield return Fault(field, nameof(options.ConnectionString), $"have different URLs for the {service}");
            }
        }

        if (connection.EndpointSuffix is { } suffix && options.EndpointSuffix != ServiceUris.DefaultSuffix && options.EndpointSuffix != suffix)
        {
            yield return Fault(nameof(options.EndpointSuffix), nameof(options.ConnectionString), "have different domains");
        }

        if (options.UseEmulator && connection is { UsesEmulator: false, AccountName: { } name, BlobEndpoint: null, QueueEndpoint: null }
            && name != Emulator.AccountName)
        {
            yield return Fault(nameof(options.UseEmulator), nameof(options.ConnectionString), "are both set, and that one names an account at Azure");
        }

        (string Field, string? Account)[] accounts =
        [
            (nameof(options.AccountName), options.AccountName),
            (nameof(options.ConnectionString), AccountOf(connection)),
            (nameof(options.BlobServiceUri), ServiceUris.OwnerOf(options.BlobServiceUri)),
            (nameof(options.QueueServiceUri), ServiceUris.OwnerOf(options.QueueServiceUri)),
            (nameof(options.PublicBlobUri), ServiceUris.OwnerOf(options.PublicBlobUri)),
            (nameof(options.PublicQueueUri), ServiceUris.OwnerOf(options.PublicQueueUri)),
        ];
        (string Field, string? Account) first = accounts.FirstOrDefault(account => account.Account is not null);
        foreach ((string field, string? account) in accounts)
        {
            if (account is not null && account != first.Account)
            {
                yield return Fault(first.Field, field, "name different accounts");
            }
        }
    }

    private static string? AccountOf(ConnectionSettings connection)
    {
        Uri.TryCreate(connection.BlobEndpoint ?? connection.QueueEndpoint, UriKind.Absolute, out Uri? endpoint);
        return connection.AccountName ?? ServiceUris.OwnerOf(endpoint) ?? (connection.UsesEmulator ? Emulator.AccountName : null);
    }

    private static string Fault(string one, string other, string what) => $"{one} and {other} {what}; set one of them, or make them agree.";
}
