using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Aws;

namespace ValetKey.Tests.Aws.Clients;

/// <summary>A client and options that contradict each other, and clients that keys cannot be made of, are faults at start.</summary>
public sealed class S3ClientFaultTests
{
    private static readonly AmazonS3Config Compatible = new() { ServiceURL = "https://ceph.example", AuthenticationRegion = "default" };

    private static readonly (string Name, Action<AmazonS3Options> Configure, string Fault)[] Contradictions =
    [
        ("region", options => options.Region = "us-east-1", "Region is 'us-east-1', and Client is for 'eu-west-1'; set one of them."),
        ("url", options => options.ServiceUrl = new Uri("https://minio.example"),
            "ServiceUrl is 'https://minio.example', and Client is for Amazon S3; set one of them."),
        ("other url", options =>
            {
                options.Client = ClientStore.Client(Compatible);
                options.ServiceUrl = new Uri("https://minio.example");
            },
            "ServiceUrl is 'https://minio.example', and Client is for 'https://ceph.example/'; set one of them."),
        ("other region", options =>
            {
                options.Client = ClientStore.Client(Compatible);
                options.Region = "us-east-1";
            },
            "Region is 'us-east-1', and Client is for 'default'; set one of them."),
        ("FIPS",
            options => options.Client = ClientStore.Client(new AmazonS3Config { RegionEndpoint = RegionEndpoint.USEast1, UseFIPSEndpoint = true }),
            "Client uses FIPS endpoints, which keys cannot name. *set Region and Credentials instead."),
        ("anonymous", options => options.Client = new AmazonS3Client(new AnonymousAWSCredentials(), RegionEndpoint.USEast1),
            "Client is anonymous and has nothing to sign with. *set Region and Credentials instead."),
        ("endpoint provider", options => options.Client = ClientStore.Client(new AmazonS3Config
            {
                RegionEndpoint = RegionEndpoint.USEast1,
                EndpointProvider = new ElsewhereProvider(),
            }),
            "Client finds its endpoints by a provider of its own, which keys do not know. *"),
        ("path in the url", options => options.Client = ClientStore.Client(new AmazonS3Config { ServiceURL = "https://proxy.example/s3" }),
            "ServiceUrl is 'https://proxy.example/s3'; it must be *"),
    ];

    public static IEnumerable<TestCaseData> AllContradictions() =>
        Contradictions.Select(row => new TestCaseData(row.Configure, row.Fault).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(AllContradictions))]
    public async Task It_names_both(Action<AmazonS3Options> configure, string fault)
    {
        await using ClientStore store = new(configure: options =>
        {
            options.Client = ClientStore.Client();
            configure(options);
        });

        store.Faults().Should().ContainSingle().Which.Should().Match(fault);
    }

    [Test]
    public async Task It_names_what_has_the_issuers_name()
    {
        await using ClientStore client = new(
            services => services.AddKeyedSingleton<IAmazonS3>(ClientStore.Name, ClientStore.Client()), options => options.Region = "us-east-1");
        await using ClientStore setup = new(
            services => services.AddKeyedSingleton(ClientStore.Name, ClientStore.Setup()), options => options.Region = "us-east-1");

        client.Faults().Should().Equal("Region is 'us-east-1', and the IAmazonS3 registered as 'media' is for 'eu-west-1'; set one of them.");
        setup.Faults().Should().Equal("Region is 'us-east-1', and the AWSOptions registered as 'media' is for 'eu-west-1'; set one of them.");
    }

    [Test]
    public async Task A_setting_that_says_the_same_is_no_contradiction()
    {
        await using ClientStore store = new(configure: options =>
        {
            options.Client = ClientStore.Client(Compatible);
            options.Region = "default";
            options.ServiceUrl = new Uri("https://CEPH.example:443");
        });

        FluentActions.Invoking(store.Start).Should().NotThrow();
    }

    [Test]
    public async Task No_fault_shows_a_secret()
    {
        await using ClientStore store = new(configure: options =>
        {
            options.Client = ClientStore.Client(
                new AmazonS3Config { ServiceURL = "https://user:hunter2@ceph.example", AuthenticationRegion = "default" });
            options.ServiceUrl = new Uri("https://user:hunter2@minio.example");
            options.Region = "us-east-1";
        });

        store.Faults().Should().HaveCountGreaterThan(2).And.NotContain(fault => fault.Contains("hunter2") || fault.Contains(ClientStore.Secret));
    }

    private sealed class ElsewhereProvider : IEndpointProvider
    {
        public Endpoint ResolveEndpoint(EndpointParameters parameters) => new("https://elsewhere.example");
    }
}
