using System.Buffers;
using ValetKey.Azure.Clients;
using ValetKey.Azure.Signing;
using ValetKey.Providers;

namespace ValetKey.Azure.Accounts;

/// <summary>Finds the account that the options describe, or all that is wrong with them at once.</summary>
internal sealed class AccountReader
{
    private const int LongestName = 24;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    private readonly AzureStorageOptions _options;
    private readonly ConnectionSettings _connection = new();
    private readonly List<string> _faults = [];

    private AccountReader(AzureStorageOptions options)
    {
        _options = options;
        if (options.ConnectionString is { } text && ConnectionSettings.TryParse(text, out _connection) is { } fault)
        {
            _faults.Add($"{nameof(options.ConnectionString)} {fault}.");
        }

        _faults.AddRange(AccountContradictions.FaultsOf(options, _connection));
    }

    /// <summary>The key that everybody knows is the emulator's however it is set, and what the emulator does not enforce must be refused.</summary>
    private bool IsEmulator =>
        _options.UseEmulator || _connection.UsesEmulator || (_options.AccountKey ?? _connection.AccountKey) == Emulator.AccountKey;

    /// <summary>The account, or null with the faults.</summary>
    public static AzureAccount? Read(AzureStorageOptions options, out IReadOnlyList<string> faults)
    {
        AccountReader reader = new(options);
        AzureAccount? account = reader.Read();
        faults = reader._faults;
        return reader._faults.Count == 0 ? account : null;
    }

    /// <summary>The account of options that have passed validation.</summary>
    public static AzureAccount Read(AzureStorageOptions options) =>
        Read(options, out IReadOnlyList<string> faults) ?? throw new InvalidOperationException(string.Join(" ", faults));

    /// <summary>Whether these settings speak of the emulator.</summary>
    public static bool IsForEmulator(AzureStorageOptions options) => new AccountReader(options).IsEmulator;

    private AzureAccount? Read()
    {
        AccountClients clients = _options.Clients;
        _faults.AddRange(ClientRules.Contradictions(_options, clients));
        Uri? blobs = UriOf(nameof(_options.BlobServiceUri), _options.BlobServiceUri, _connection.BlobEndpoint) ?? clients.Blobs?.ServiceUri;
        Uri? queues = UriOf(nameof(_options.QueueServiceUri), _options.QueueServiceUri, _connection.QueueEndpoint) ?? clients.Queues?.ServiceUri;
        Uri? publicBlobs = UriOf(nameof(_options.PublicBlobUri), _options.PublicBlobUri, null);
        Uri? publicQueues = UriOf(nameof(_options.PublicQueueUri), _options.PublicQueueUri, null);
        string? name = NameOf(blobs ?? queues);
        byte[]? key = AccountKeys.Find(_options, _connection, IsEmulator && name == Emulator.AccountName ? Emulator.AccountKey : null, _faults);
        SasVersion version = VersionOf();
        string suffix = _connection.EndpointSuffix ?? _options.EndpointSuffix;
        Uri? ownBlobs = ServiceUris.Of(_connection.Protocol, name ?? Emulator.AccountName, "blob", suffix);
        Uri? ownQueues = ServiceUris.Of(_connection.Protocol, name ?? Emulator.AccountName, "queue", suffix);
        if (ownBlobs is null || ownQueues is null)
        {
            _faults.Add($"{nameof(_options.EndpointSuffix)} must be a domain such as core.windows.net.");
        }

        if (name is null || _faults.Count > 0)
        {
            return null;
        }

        blobs ??= IsEmulator ? Emulator.BlobUri(name) : ServiceUris.Sibling(queues, name, "queue", "blob") ?? ownBlobs!;
        queues ??= IsEmulator ? Emulator.QueueUri(name) : ServiceUris.Sibling(blobs, name, "blob", "queue") ?? ownQueues!;
        if (_options.Credential is not null && (blobs.Scheme, queues.Scheme) is not ("https", "https"))
        {
            _faults.Add($"{nameof(_options.Credential)} needs https: Entra ID's tokens do not travel by http. The service is at "
                + $"{blobs.Scheme}://{blobs.Authority} and {queues.Scheme}://{queues.Authority}.");
        }

        return new AzureAccount(name, blobs, queues, key)
        {
            Version = version,
            IsEmulator = IsEmulator,
            PublicBlobUri = publicBlobs ?? blobs,
            PublicQueueUri = publicQueues ?? queues,
        };
    }

    private Uri? UriOf(string field, Uri? set, string? fromConnection)
    {
        if (set is null && fromConnection is null)
        {
            return null;
        }

        Uri? uri = set;
        string source = field;
        if (uri is null)
        {
            source = nameof(_options.ConnectionString);
            Uri.TryCreate(fromConnection, UriKind.Absolute, out uri);
        }

        if (EndpointUrl.IsBase(uri))
        {
            return uri;
        }

        _faults.Add($"{source} has a URL that must be absolute, http or https, without a query, a fragment or a user.");
        return null;
    }

    private string? NameOf(Uri? service)
    {
        string? name = _options.AccountName
            ?? _connection.AccountName
            ?? _options.Clients.AccountName
            ?? ServiceUris.AccountOf(service)
            ?? (IsEmulator ? Emulator.AccountName : null);
        if (name is null)
        {
            _faults.Add(
                $"{nameof(_options.AccountName)} must be set, or {nameof(_options.BlobServiceUri)} or {nameof(_options.ConnectionString)}, which "
                + "name the account.");
            return null;
        }

        if (name.Length is >= 3 and <= LongestName && !name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            return name;
        }

        // What is far too long may be the key, put into the wrong field.
        string shown = name.Length <= LongestName ? $"is '{name}'" : $"has {name.Length} characters";
        _faults.Add($"{nameof(_options.AccountName)} {shown}; it must be 3 to {LongestName} lower-case letters and digits.");
        return null;
    }

    private SasVersion VersionOf()
    {
        string version = _options.ServiceVersion ?? (IsEmulator ? SasVersion.Emulator : SasVersion.Newest);
        if (!SasVersion.IsKnown(version))
        {
            _faults.Add($"{nameof(_options.ServiceVersion)} is not a version from {SasVersion.Oldest} to {SasVersion.Newest}.");
        }

        return new SasVersion(version);
    }
}
