using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Servers;

/// <summary>Ceph's RADOS Gateway on loopback, with S3, POST policies and STS: one for all tests, started by the first that needs it.</summary>
/// <remarks>
/// A session policy of more than about 1,600 characters kills the gateway, and with it every test that follows. Spaces in a policy must
/// arrive as %20: the gateway takes a + in the body of a request to STS for a plus.
/// </remarks>
internal sealed class CephGateway : IRunningServer
{
    public const string Region = "us-east-1";

    /// <summary>A role that the first user may take on, and that may do everything on every bucket.</summary>
    public const string RoleArn = $"arn:aws:iam:::role/{Role}";

    private const string DnsName = "s3.localhost";
    private const string Role = "valetkey";
    private static readonly SharedServer<CephGateway> Shared = new("The gateway", StartAsync);
    private readonly ServerProcess _server;
    private readonly HttpClientFactory _clients;

    private CephGateway(ServerProcess server, int port, int tlsPort, X509Certificate2 certificate, AWSCredentials owner, AWSCredentials stranger)
    {
        _server = server;
        Endpoint = new Uri($"http://127.0.0.1:{port}");
        TlsEndpoint = new Uri($"https://127.0.0.1:{tlsPort}");
        VirtualHostEndpoint = new Uri($"http://{DnsName}:{port}");
        Certificate = certificate;
        Owner = owner;
        Stranger = stranger;
        Client = new HttpClient(new ExpectationRemover(Loopback.CreateHandler(certificate)));
        _clients = new SharedClient(Client);
    }

    public bool HasExited => _server.HasExited;

    public Uri Endpoint { get; }

    public Uri TlsEndpoint { get; }

    /// <summary>Gets the endpoint below whose name every bucket has its own; <see cref="Client"/> resolves them.</summary>
    public Uri VirtualHostEndpoint { get; }

    public Uri StsEndpoint => Endpoint;

    /// <summary>Gets the certificate of <see cref="TlsEndpoint"/>, its own authority.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Gets the first user, to whom all buckets belong.</summary>
    public AWSCredentials Owner { get; }

    /// <summary>Gets another user, who has no right to anything of the first.</summary>
    public AWSCredentials Stranger { get; }

    /// <summary>Gets a plain client, as somebody has who was handed a key.</summary>
    public HttpClient Client { get; }

    /// <summary>The gateway; where it is not installed the test is ignored, in CI it fails.</summary>
    public static Task<CephGateway> RequireAsync()
    {
        ServerTools.Require(
            "Ceph's RADOS Gateway",
            "radosgw ceph-mon ceph-osd ceph-common",
            "bash", "setpriv", "ceph", "ceph-authtool", "ceph-mon", "ceph-osd", "monmaptool", "radosgw", "radosgw-admin");
        return Shared.GetAsync();
    }

    /// <summary>Ends the gateway, if there is one.</summary>
    public static Task StopAsync() => Shared.StopAsync();

    public async Task<string> CreateBucketAsync()
    {
        string name = $"valetkey-{Guid.NewGuid():n}";
        using IAmazonS3 s3 = CreateS3();
        await s3.PutBucketAsync(name);
        return name;
    }

    /// <summary>The SDK's client; the first user's, where no other credentials are given.</summary>
    public IAmazonS3 CreateS3(AWSCredentials? credentials = null, Uri? endpoint = null) =>
        new AmazonS3Client(credentials ?? Owner, new AmazonS3Config
        {
            ServiceURL = (endpoint ?? Endpoint).AbsoluteUri,
            AuthenticationRegion = Region,
            ForcePathStyle = endpoint != VirtualHostEndpoint,
            HttpClientFactory = _clients,
            // The gateway is older than trailing checksums.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });

    public IAmazonSecurityTokenService CreateSts(AWSCredentials? credentials = null) =>
        new AmazonSecurityTokenServiceClient(credentials ?? Owner, new AmazonSecurityTokenServiceConfig
        {
            ServiceURL = StsEndpoint.AbsoluteUri,
            AuthenticationRegion = Region,
            HttpClientFactory = _clients,
        });

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        Certificate.Dispose();
    }

    private static async Task<CephGateway> StartAsync()
    {
        int[] ports = Loopback.FindPorts(3);
        ImmutableCredentials owner = CreateCredentials();
        ImmutableCredentials stranger = CreateCredentials();
        X509Certificate2 certificate = Loopback.CreateCertificate(DnsName);
        string folder = Directory.CreateTempSubdirectory("valetkey-rgw-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "tls.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "tls.key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        ServerProcess server = await ServerProcess.StartAsync(
            Repository.PathTo("ValetKey.Tests", "Servers", "rgw", "serve.sh"),
            folder,
            new Dictionary<string, string>
            {
                ["MON_PORT"] = $"{ports[0]}",
                ["RGW_PORT"] = $"{ports[1]}",
                ["RGW_TLS_PORT"] = $"{ports[2]}",
                ["DNS_NAME"] = DnsName,
                ["ROLE"] = Role,
                ["OWNER_KEY"] = owner.AccessKey,
                ["OWNER_SECRET"] = owner.SecretKey,
                ["STRANGER_KEY"] = stranger.AccessKey,
                ["STRANGER_SECRET"] = stranger.SecretKey,
                ["STS_KEY"] = RandomNumberGenerator.GetHexString(16, lowercase: true),
            });
        return new CephGateway(server, ports[1], ports[2], certificate, Basic(owner), Basic(stranger));
    }

    private static ImmutableCredentials CreateCredentials() =>
        new($"AKIA{RandomNumberGenerator.GetHexString(16)}", $"+/{RandomNumberGenerator.GetHexString(38)}", token: null);

    private static BasicAWSCredentials Basic(ImmutableCredentials credentials) => new(credentials.AccessKey, credentials.SecretKey);

    // Having refused a request that expects to be told to continue, the gateway takes a body that comes nevertheless for the next
    // request on the connection, and HttpClient does send one of less than 1 KB.
    private sealed class ExpectationRemover(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.ExpectContinue = null;
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class SharedClient(HttpClient client) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
