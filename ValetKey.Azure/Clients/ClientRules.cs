using ValetKey.Azure.Accounts;
using ValetKey.Providers;

namespace ValetKey.Azure.Clients;

/// <summary>Where options and the application's clients speak of different places. Each fault names both.</summary>
internal static class ClientRules
{
    public static IEnumerable<string> Contradictions(AzureStorageOptions options, AccountClients clients)
    {
        ConnectionSettings connection = new();
        if (options.ConnectionString is { } text)
        {
            ConnectionSettings.TryParse(text, out connection);
        }

        return
        [
            .. clients.All.SelectMany(client => OfAccount(options, connection, client)),
            .. OfUrl(nameof(options.BlobServiceUri), options.BlobServiceUri, connection.BlobEndpoint, clients.Blobs),
            .. OfUrl(nameof(options.QueueServiceUri), options.QueueServiceUri, connection.QueueEndpoint, clients.Queues),
            .. Among(clients),
        ];
    }

    private static IEnumerable<string> OfAccount(AzureStorageOptions options, ConnectionSettings connection, IServiceClient client)
    {
        foreach ((string field, string? name) in new[]
        {
            (nameof(options.AccountName), options.AccountName), (nameof(options.ConnectionString), connection.AccountName),
            (nameof(options.BlobServiceUri), ServiceUris.AccountOf(options.BlobServiceUri)),
            (nameof(options.QueueServiceUri), ServiceUris.AccountOf(options.QueueServiceUri)),
        })
        {
            if (name is not null && client.AccountName is { } own && name != own)
            {
                yield return $"{field} is for the account '{name}', and {client.Source} is for '{own}'; set one of them.";
            }
        }

        string? suffix = connection.EndpointSuffix ?? (options.EndpointSuffix == ServiceUris.DefaultSuffix ? null : options.EndpointSuffix);
        if (suffix is not null && !IsBelow(suffix, client.ServiceUri))
        {
            yield return $"{nameof(options.EndpointSuffix)} is '{suffix}', "
                + $"and {client.Source} is for {EndpointUrl.OriginOf(client.ServiceUri)}; set one of them.";
        }

        if ((options.UseEmulator || connection.UsesEmulator) && IsBelow(ServiceUris.DefaultSuffix, client.ServiceUri))
        {
            string field = options.UseEmulator ? nameof(options.UseEmulator) : nameof(options.ConnectionString);
            yield return $"{field} is for the emulator, and {client.Source} is for {EndpointUrl.OriginOf(client.ServiceUri)}; set one of them.";
        }
    }

    private static IEnumerable<string> OfUrl(string field, Uri? set, string? fromConnection, IServiceClient? client)
    {
        Uri? url = set ?? (Uri.TryCreate(fromConnection, UriKind.Absolute, out Uri? read) ? read : null);
        if (client is not null && EndpointUrl.IsBase(url) && EndpointUrl.BaseOf(url!) != EndpointUrl.BaseOf(client.ServiceUri)
            && (ServiceUris.AccountOf(url) ?? client.AccountName) == client.AccountName)
        {
            string said = set is null ? nameof(AzureStorageOptions.ConnectionString) : field;
            yield return $"{said} is for {EndpointUrl.BaseOf(url!)}, "
                + $"and {client.Source} is for {EndpointUrl.BaseOf(client.ServiceUri)}; set one of them.";
        }
    }

    private static IEnumerable<string> Among(AccountClients clients)
    {
        if (clients is { Blobs: { AccountName: { } blobs } one, Queues: { AccountName: { } queues } other } && blobs != queues)
        {
            yield return $"{one.Source} is for the account '{blobs}', and {other.Source} for '{queues}'; set clients of one account.";
        }
    }

    private static bool IsBelow(string domain, Uri url) => url.Host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);
}
