using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Servers;

/// <summary>Azurite, Azure's storage emulator, on loopback with blobs and queues: one over https and one over http, for all tests.</summary>
/// <remarks>
/// What it ignores proves nothing when it works here: the client's address (sip), an expiry after that of the delegation key, the right
/// to read what is copied, and parameters that are not signed, whatever their names. What it does not know it refuses, mostly as a
/// signature that does not match: directories (sr=d), versions (sr=bv), snapshots signed with a delegation key, encryption scopes (with
/// status 500), signed headers and query parameters, correlation ids, authorized and delegated users. It has no delegation keys for
/// queues. Permission to create does not do for blocks (Put Block, Put Block List), and x, y, m, e and i do for nothing.
/// </remarks>
internal sealed class Azurite : IRunningServer
{
    private const string DnsName = "storage.localhost";
    private static readonly SharedServer<Azurite> Https = new("Azurite", () => StartAsync("https"));
    private static readonly SharedServer<Azurite> Http = new("Azurite", () => StartAsync("http"));
    private readonly ServerProcess _server;
    private readonly X509Certificate2 _certificate;
    private readonly int _blobPort;
    private readonly int _queuePort;
    private readonly string _scheme;

    private Azurite(ServerProcess server, string scheme, int blobPort, int queuePort, X509Certificate2 certificate, AzuriteAccount account)
    {
        _server = server;
        _scheme = scheme;
        _blobPort = blobPort;
        _queuePort = queuePort;
        _certificate = certificate;
        Account = account;
        Client = new HttpClient(CreateHandler());
    }

    public bool HasExited => _server.HasExited;

    /// <summary>Gets the account, which is a new one at each start and has two keys.</summary>
    public AzuriteAccount Account { get; }

    /// <summary>Gets the address of the account's containers, in whose path the account comes first.</summary>
    public Uri BlobUrl => new($"{_scheme}://127.0.0.1:{_blobPort}/{Account.Name}");

    public Uri QueueUrl => new($"{_scheme}://127.0.0.1:{_queuePort}/{Account.Name}");

    /// <summary>Gets the address with the account in the name of the host, as in Azure; <see cref="Client"/> resolves it.</summary>
    public Uri NamedBlobUrl => new($"{_scheme}://{Account.Name}.{DnsName}:{_blobPort}");

    public Uri NamedQueueUrl => new($"{_scheme}://{Account.Name}.{DnsName}:{_queuePort}");

    /// <summary>Gets a plain client, as somebody has who was handed a key.</summary>
    public HttpClient Client { get; }

    /// <summary>Azurite over https, which user delegation keys need; where it is not installed the test is ignored, in CI it fails.</summary>
    public static Task<Azurite> RequireAsync() => RequireAsync(Https);

    /// <summary>Azurite over http, which has nothing in common with the one over https.</summary>
    public static Task<Azurite> RequirePlainAsync() => RequireAsync(Http);

    /// <summary>Ends the servers that were started.</summary>
    public static async Task StopAsync()
    {
        await Https.StopAsync();
        await Http.StopAsync();
    }

    /// <summary>Trusts the server and finds it under every name.</summary>
    public SocketsHttpHandler CreateHandler() => Loopback.CreateHandler(_certificate);

    /// <summary>The SDK's client of the account's owner.</summary>
    public BlobServiceClient CreateBlobs() => new(BlobUrl, new StorageSharedKeyCredential(Account.Name, Account.Key1), BlobOptions());

    public QueueServiceClient CreateQueues() => new(QueueUrl, new StorageSharedKeyCredential(Account.Name, Account.Key1), QueueOptions());

    /// <summary>The SDK's client of somebody in Entra ID.</summary>
    public BlobServiceClient CreateBlobs(AzuriteUser user) => new(BlobUrl, user, BlobOptions());

    public QueueServiceClient CreateQueues(AzuriteUser user) => new(QueueUrl, user, QueueOptions());

    // Requests of the SDK name the version that it was built for, and Azurite refuses those that are newer than itself. And the SDK shortens names.
    public BlobClientOptions BlobOptions() => new(BlobClientOptions.ServiceVersion.V2026_06_06)
    {
        Transport = new HttpClientTransport(Client),
        TrimBlobNameSlashes = false,
    };

    public QueueClientOptions QueueOptions() =>
        new(QueueClientOptions.ServiceVersion.V2026_06_06) { Transport = new HttpClientTransport(Client) };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    private static Task<Azurite> RequireAsync(SharedServer<Azurite> shared)
    {
        ServerTools.Require("Azurite", "nodejs npm util-linux", "bash", "setpriv", "node");
        if (!AzuritePackages.AreInstalled)
        {
            Skip.Test("Azurite is not installed, or not in the version that the tests name: run test.sh, which installs it with npm.");
        }

        return shared.GetAsync();
    }

    private static async Task<Azurite> StartAsync(string scheme)
    {
        int[] ports = Loopback.FindPorts(3);
        AzuriteAccount account = AzuriteAccount.Create();
        X509Certificate2 certificate = Loopback.CreateCertificate(DnsName);
        string folder = Directory.CreateTempSubdirectory("valetkey-azurite-").FullName;
        if (scheme == "https")
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "tls.pem"), certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(Path.Combine(folder, "tls.key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        }

        ServerProcess server = await ServerProcess.StartAsync(
            Repository.PathTo("ValetKey.Tests", "Servers", "azurite", "serve.sh"),
            folder,
            new Dictionary<string, string>
            {
                ["PACKAGES"] = AzuritePackages.Folder,
                ["BLOB_PORT"] = $"{ports[0]}",
                ["QUEUE_PORT"] = $"{ports[1]}",
                ["TABLE_PORT"] = $"{ports[2]}",
                ["AZURITE_ACCOUNTS"] = $"{account.Name}:{account.Key1}:{account.Key2}",
            });
        return new Azurite(server, scheme, ports[0], ports[1], certificate, account);
    }
}
