using Amazon;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using ValetKey.Aws;
using ValetKey.Aws.Sessions;
using ValetKey.Tests.Aws.S3;
using ValetKey.Tests.Aws.S3.Support;
using ValetKey.Tests.Aws.Sessions;

namespace ValetKey.Tests.Aws.Clients;

/// <summary>Keys made through a client are those that the client itself signs.</summary>
[NonParallelizable]
public sealed class S3ClientDifferentialTests
{
    private static readonly (string Name, AmazonS3Config Config)[] Rows =
    [
        ("region", new() { RegionEndpoint = RegionEndpoint.EUCentral1 }),
        ("China", new() { RegionEndpoint = RegionEndpoint.CNNorth1 }),
        ("region of signatures", new() { RegionEndpoint = RegionEndpoint.EUCentral1, AuthenticationRegion = "eu-central-1" }),
        ("path style", new() { RegionEndpoint = RegionEndpoint.EUCentral1, ForcePathStyle = true }),
        ("dual stack", new() { RegionEndpoint = RegionEndpoint.EUCentral1, UseDualstackEndpoint = true }),
        ("acceleration", new() { RegionEndpoint = RegionEndpoint.EUCentral1, UseAccelerateEndpoint = true }),
        ("compatible", new() { ServiceURL = "https://ceph.example:7480", AuthenticationRegion = "default" }),
        ("compatible in paths", new() { ServiceURL = "http://127.0.0.1:9000", ForcePathStyle = true }),
        ("compatible with no region", new() { ServiceURL = "https://minio.example" }),
        ("Amazon by its URL", new() { ServiceURL = "https://s3.eu-west-1.amazonaws.com" }),
    ];

    public static IEnumerable<TestCaseData> Configs() => Rows.Select(row => new TestCaseData(row.Config).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(Configs))]
    public async Task Keys_are_those_of_the_client(AmazonS3Config config)
    {
        using SdkClock clock = new(TestStore.Start);
        using AmazonS3Client client = ClientStore.Client(config);
        await using ClientStore store = new(configure: options => options.Client = client);

        SignedUrl key = await store.ReadKeyAsync();
        string expected = await client.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = "pictures",
            Key = "a/b c.png",
            Expires = key.ExpiresAt.UtcDateTime,
            Protocol = config.ServiceURL?.StartsWith("http:", StringComparison.Ordinal) == true ? Protocol.HTTP : Protocol.HTTPS,
        });

        key.Url.Split('?', '&').Should().BeEquivalentTo(expected.Split('?', '&'));
    }

    [Test]
    public async Task Credentials_of_the_configuration_sign_too()
    {
        await using ClientStore store = new(configure: options => options.Client = new AmazonS3Client(
            new AmazonS3Config { RegionEndpoint = RegionEndpoint.EUCentral1, DefaultAWSCredentials = ClientStore.Credentials }));

        (await store.SignerAsync()).Should().Be((ClientStore.Id, "eu-central-1"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Reloads_keep_the_client_and_its_sessions(bool isSetup)
    {
        using FakeTokenService tokens = new() { Now = () => TestStore.Start };
        Reloads reloads = new();
        await using ClientStore store = new(
            services =>
            {
                services.AddSingleton<IOptionsChangeTokenSource<AmazonS3Options>>(reloads);
                services.AddKeyedSingleton<StsClientFactory>(ClientStore.Name, (_, _) => _ => tokens);
                _ = isSetup
                    ? services.AddDefaultAWSOptions(ClientStore.Setup())
                    : services.AddKeyedSingleton<IAmazonS3>(ClientStore.Name, ClientStore.Client());
            },
            options => options.RoleArn = TestStore.RoleArn);
        KeyConstraints constraints = new() { HttpsOnly = true };
        await store.ReadKeyAsync(constraints);

        for (int i = 0; i < 5; i++)
        {
            reloads.Announce();
            await store.ReadKeyAsync(constraints);
        }

        tokens.Requests.Should().ContainSingle();
    }

    private sealed class Reloads : IOptionsChangeTokenSource<AmazonS3Options>
    {
        private ConfigurationReloadToken _changed = new();

        public string Name => ClientStore.Name;

        public IChangeToken GetChangeToken() => Volatile.Read(ref _changed);

        public void Announce() => Interlocked.Exchange(ref _changed, new ConfigurationReloadToken()).OnReload();
    }
}
