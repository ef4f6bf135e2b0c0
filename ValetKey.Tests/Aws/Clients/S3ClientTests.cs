using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Aws;

namespace ValetKey.Tests.Aws.Clients;

/// <summary>What an application has set up for S3 already is not set up twice.</summary>
public sealed class S3ClientTests
{
    private static readonly (string Name, Action<IServiceCollection>? Register, Action<AmazonS3Options>? Configure)[] Ways =
    [
        ("handed over", null, options => options.Client = ClientStore.Client()),
        ("keyed client", services => services.AddKeyedSingleton<IAmazonS3>(ClientStore.Name, ClientStore.Client()), null),
        ("client", services => services.AddSingleton<IAmazonS3>(ClientStore.Client()), null),
        ("keyed setup", services => services.AddKeyedSingleton(ClientStore.Name, ClientStore.Setup()), null),
        ("setup", services => services.AddDefaultAWSOptions(ClientStore.Setup()), null),
        ("Amazon's own registration", services => services.AddDefaultAWSOptions(ClientStore.Setup()).AddAWSService<IAmazonS3>(), null),
        ("Amazon's own keyed registration",
            services => services.AddKeyedAWSService<IAmazonS3>(ClientStore.Name, ClientStore.Setup()), null),
        ("same region set too",
            services => services.AddSingleton<IAmazonS3>(ClientStore.Client()), options => options.Region = "eu-west-1"),
    ];

    public static IEnumerable<TestCaseData> AllWays() =>
        Ways.Select(way => new TestCaseData(way.Register, way.Configure).SetArgDisplayNames(way.Name));

    [TestCaseSource(nameof(AllWays))]
    public async Task Its_region_and_credentials_sign(Action<IServiceCollection>? register, Action<AmazonS3Options>? configure)
    {
        await using ClientStore store = new(register, configure);

        (await store.SignerAsync()).Should().Be((ClientStore.Id, "eu-west-1"));
    }

    [Test]
    public async Task What_is_handed_over_goes_before_the_name_and_the_name_before_the_rest()
    {
        await using ClientStore all = new(
            services => services.AddSingleton<IAmazonS3>(ClientStore.Client("us-east-1"))
                .AddKeyedSingleton<IAmazonS3>(ClientStore.Name, ClientStore.Client("us-east-2")),
            options => options.Client = ClientStore.Client("us-west-1"));
        await using ClientStore registered = new(services => services.AddSingleton<IAmazonS3>(ClientStore.Client("us-east-1"))
            .AddKeyedSingleton<IAmazonS3>(ClientStore.Name, ClientStore.Client("us-east-2")));
        await using ClientStore another = new(services => services.AddSingleton<IAmazonS3>(ClientStore.Client("us-east-1"))
            .AddKeyedSingleton<IAmazonS3>("another", ClientStore.Client("us-east-2")));

        (await all.SignerAsync()).Region.Should().Be("us-west-1");
        (await registered.SignerAsync()).Region.Should().Be("us-east-2");
        (await another.SignerAsync()).Region.Should().Be("us-east-1");
    }

    [Test]
    public async Task Credentials_that_are_set_win()
    {
        await using ClientStore store = new(configure: options =>
        {
            options.Client = ClientStore.Client();
            options.Credentials = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "secret");
        });

        (await store.SignerAsync()).Should().Be(("AKIAIOSFODNN7EXAMPLE", "eu-west-1"));
    }

    [TestCase("us-east-1", null)]
    [TestCase("eu-west-1", "https://minio.example")]
    public async Task A_client_for_everything_is_left_alone_by_a_store_elsewhere(string region, string? url)
    {
        await using ClientStore store = new(services => services.AddSingleton<IAmazonS3>(ClientStore.Client()), options =>
        {
            options.Region = region;
            options.ServiceUrl = url is null ? null : new Uri(url);
        });

        store.Start();

        (store.Options.Region, store.Options.ServiceUrl?.OriginalString).Should().Be((region, url));
        store.Options.Setup.Should().BeNull("its credentials are for another place");
    }

    [Test]
    public async Task A_store_that_says_all_asks_for_no_client()
    {
        await using ClientStore store = new(
            services => services.AddScoped<IAmazonS3>(_ => throw new InvalidOperationException("Nobody needs it.")),
            options =>
            {
                options.Region = "eu-west-1";
                options.Credentials = ClientStore.Credentials;
            });

        FluentActions.Invoking(store.Start).Should().NotThrow();
    }

    [Test]
    public async Task A_client_of_a_compatible_store_gives_url_and_style()
    {
        await using ClientStore store = new(configure: options => options.Client = ClientStore.Client(new AmazonS3Config
        {
            ServiceURL = "http://ceph.example:7480",
            ForcePathStyle = true,
            AuthenticationRegion = "default",
        }));

        (await store.ReadKeyAsync()).Url.Should().StartWith("http://ceph.example:7480/pictures/").And.Contain("%2Fdefault%2Fs3%2F");
    }

    [Test]
    public async Task Setup_gives_what_it_says_of_the_client()
    {
        await using ClientStore store = new(services =>
        {
            Amazon.Extensions.NETCore.Setup.AWSOptions setup = ClientStore.Setup();
            setup.DefaultClientConfig.ServiceURL = "http://ceph.example:7480";
            setup.DefaultClientConfig.AuthenticationRegion = "default";
            setup.DefaultClientConfig.ServiceSpecificSettings["ForcePathStyle"] = "true";
            services.AddDefaultAWSOptions(setup);
        });

        (await store.ReadKeyAsync()).Url.Should().StartWith("http://ceph.example:7480/pictures/").And.Contain("%2Fdefault%2Fs3%2F");
    }
}
