using System.Buffers;
using ValetKey.Azure.Signing;

namespace ValetKey.Azure.Accounts;

/// <summary>Finds the account that the options describe, or all that is wrong with them at once.</summary>
internal sealed class AccountReader
{
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
    }

    private bool IsEmulator => _options.UseEmulator || _connection.UsesEmulator;

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
        Uri? blobs = UriOf(nameof(_options.BlobServiceUri), _options.BlobServiceUri, _connection.BlobEndpoint);
        Uri? queues = UriOf(nameof(_options.QueueServiceUri), _options.QueueServiceUri, _connection.QueueEndpoint);
        string? name = NameOf(blobs ?? queues);
        byte[]? key = AccountKeyReader.Read(_options, _connection, IsEmulator, _faults);
        SasVersion version = VersionOf();
        if (name is null)
        {
            return null;
        }

        blobs ??= IsEmulator ? Emulator.BlobUri(name) : ServiceUri(name, "blob");
        queues ??= IsEmulator ? Emulator.QueueUri(name) : ServiceUri(name, "queue");
        if (_options.Credential is not null && (blobs.Scheme, queues.Scheme) is not ("https", "https"))
        {
            _faults.Add($"{nameof(_options.Credential)} needs https: Entra ID's tokens do not travel by http. The service is at {blobs.Scheme}://{blobs.Authority} "
                + $"and {queues.Scheme}://{queues.Authority}.");
        }

        return new AzureAccount(name, blobs, queues, key)
        {
            Version = version,
            PublicBlobUri = UriOf(nameof(_options.PublicBlobUri), _options.PublicBlobUri, null) ?? blobs,
            PublicQueueUri = UriOf(nameof(_options.PublicQueueUri), _options.PublicQueueUri, null) ?? queues,
        };
    }

    private Uri ServiceUri(string name, string service)
    {
        string suffix = _connection.EndpointSuffix ?? _options.EndpointSuffix;
        if (Uri.TryCreate($"{_connection.Protocol}://{name}.{service}.{suffix}", UriKind.Absolute, out Uri? uri) && uri.AbsolutePath == "/")
        {
            return uri;
        }

        string fault = $"{nameof(_options.EndpointSuffix)} is '{suffix}'; it must be a domain such as core.windows.net.";
        if (!_faults.Contains(fault))
        {
            _faults.Add(fault);
        }

        return new Uri("https://invalid.example");
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

        if (uri is { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" })
        {
            return uri;
        }

        _faults.Add($"{source} has a URL that must be absolute, http or https, without a query, a fragment or a user.");
        return null;
    }

    private string? NameOf(Uri? service)
    {
        string? name = _options.AccountName ?? _connection.AccountName ?? FromUri(service) ?? (IsEmulator ? Emulator.AccountName : null);
        if (name is null)
        {
            _faults.Add(
                $"{nameof(_options.AccountName)} must be set, or {nameof(_options.BlobServiceUri)} or {nameof(_options.ConnectionString)}, which name the account.");
            return null;
        }

        if (name.Length is >= 3 and <= 24 && !name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            return name;
        }

        _faults.Add($"{nameof(_options.AccountName)} is '{name}'; it must be 3 to 24 lower-case letters and digits.");
        return null;
    }

    /// <summary>The first label of Azure's own host names; at an address or a port, as the emulator has, the first segment of the path.</summary>
    private static string? FromUri(Uri? service)
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
        return service.HostNameType == UriHostNameType.Dns && labels.Length > 2 && (labels.Contains("blob") || labels.Contains("queue")) ? labels[0] : null;
    }

    private SasVersion VersionOf()
    {
        string version = _options.ServiceVersion ?? (IsEmulator ? SasVersion.Emulator : SasVersion.Newest);
        if (!SasVersion.IsKnown(version))
        {
            _faults.Add($"{nameof(_options.ServiceVersion)} is '{version}'; it must be a version from {SasVersion.Oldest} to {SasVersion.Newest}.");
        }

        return new SasVersion(version);
    }
}
