using Google.Apis.Auth.OAuth2;
using Google.Cloud.Storage.V1;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Gcp;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Clients;

/// <summary>An application that has a <see cref="StorageClient"/> does not say its credential and its URL twice.</summary>
public sealed class StorageClientTests
{
    private const string Name = "archive";

    private static readonly GoogleCredential Credential = TestServiceAccount.Credential.ToGoogleCredential();

    private static readonly TestCaseData[] Ways =
    [
        Way("handed over", null, options => options.StorageClient = Client()),
        Way("keyed", services => services.AddKeyedSingleton(Name, Client())),
        Way("without a name", services => services.AddSingleton(Client())),
        Way("made with a service account's credential", services => services.AddSingleton(
            ClientOf(TestServiceAccount.Credential))),
        Way("place set too", services => services.AddSingleton(Client()), options => options.ServiceUrl = new Uri("https://storage.googleapis.com")),
    ];

    private static readonly TestCaseData[] Faults =
    [
        Fault("unauthenticated", options => options.StorageClient = new StorageClientBuilder { UnauthenticatedAccess = true }.Build(),
            "StorageClient is unauthenticated and has nothing to sign with; set Credential, or give a client that has one."),
        Fault("access token alone", options => options.StorageClient = Client(GoogleCredential.FromAccessToken("hunter2")),
            "The credential of StorageClient is of the type AccessTokenCredential, which cannot sign; *"),
        Fault("URL", options => options.ServiceUrl = new Uri("https://elsewhere.example"),
            "ServiceUrl is for https://elsewhere.example, and StorageClient is for https://storage.googleapis.com; set one of them."),
        Fault("emulator", options => options.EmulatorHost = "localhost:9000",
            "EmulatorHost is for http://localhost:9000, and StorageClient is for https://storage.googleapis.com; set one of them."),
        Fault("universe", options => options.UniverseDomain = "universe.example",
            "UniverseDomain is for https://storage.universe.example, and StorageClient is for https://storage.googleapis.com; set one of them."),
    ];

    [TestCaseSource(nameof(Ways))]
    public async Task Keys_are_those_of_the_same_credential_written_out(Delegate? register, Delegate? configure)
    {
        await using ServiceProvider found = Services((Action<IServiceCollection>?)register, (Action<GoogleCloudStorageOptions>?)configure);
        await using ServiceProvider written = Services(null, options => options.Credential = Credential);

        (await ReadUrlAsync(found)).Should().Be(await ReadUrlAsync(written)).And.Contain(Uri.EscapeDataString(TestServiceAccount.Email));
    }

    [TestCaseSource(nameof(Faults))]
    public async Task What_does_not_fit_is_a_fault_at_start_that_names_both(Delegate configure, string fault)
    {
        await using ServiceProvider services = Services(null, options =>
        {
            options.StorageClient = Client();
            ((Action<GoogleCloudStorageOptions>)configure)(options);
        });

        FluentActions.Invoking(() => services.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<OptionsValidationException>()
            .Which.Failures.Should().ContainSingle().Which.Should().Match(fault).And.NotContain("hunter2");
    }

    [Test]
    public async Task The_clients_URL_is_where_keys_are_for()
    {
        await using ServiceProvider services = Services(
            services => services.AddKeyedSingleton(Name, Client(Credential, "https://storage.europe-west3.rep.googleapis.com/storage/v1/")));

        (await ReadUrlAsync(services)).Should().StartWith("https://storage.europe-west3.rep.googleapis.com/pictures/");
    }

    [Test]
    public async Task A_credential_that_is_set_wins()
    {
        await using ServiceProvider services = Services(null, options =>
        {
            options.StorageClient = new StorageClientBuilder { UnauthenticatedAccess = true }.Build();
            options.HmacKey = new GcsHmacKey("GOOG1EXAMPLE", "secret");
        });

        (await ReadUrlAsync(services)).Should().Contain("GOOG1EXAMPLE");
    }

    [TestCaseSource(nameof(Ways))]
    public async Task A_reload_goes_on_with_the_client(Delegate? register, Delegate? configure)
    {
        ConfigurationManager settings = new();
        await using ServiceProvider services = Services(
            (Action<IServiceCollection>?)register, (Action<GoogleCloudStorageOptions>?)configure, settings);
        string before = await ReadUrlAsync(services);

        settings["UrlStyle"] = "VirtualHosted";
        ((IConfigurationRoot)settings).Reload();

        before.Should().StartWith("https://storage.googleapis.com/pictures/");
        (await ReadUrlAsync(services)).Should().StartWith("https://pictures.storage.googleapis.com/").And.Contain(
            Uri.EscapeDataString(TestServiceAccount.Email));
    }

    [Test]
    public async Task A_client_for_everything_is_left_alone_by_a_store_elsewhere()
    {
        await using ServiceProvider services = Services(
            services => services.AddSingleton(Client()), options => options.ServiceUrl = new Uri("https://elsewhere.example"));

        services.GetRequiredService<IOptionsMonitor<GoogleCloudStorageOptions>>().Get(Name).Setup.Should().BeNull();
    }

    private static StorageClient Client(GoogleCredential? credential = null, string? url = null) =>
        new StorageClientBuilder { GoogleCredential = credential ?? Credential, BaseUri = url }.Build();

    private static StorageClient ClientOf(ICredential credential) =>
        new StorageClientBuilder { Credential = credential }.Build();

    private static ServiceProvider Services(
        Action<IServiceCollection>? register, Action<GoogleCloudStorageOptions>? configure = null, IConfiguration? settings = null)
    {
        ServiceCollection services = [];
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Grants.Start));
        register?.Invoke(services);
        services.Configure<GoogleCloudStorageOptions>(Name, options => configure?.Invoke(options));
        services.AddValetKey().AddGoogleCloudStorage(Name, settings ?? new ConfigurationManager());
        return services.BuildServiceProvider(validateScopes: true);
    }

    private static async Task<string> ReadUrlAsync(ServiceProvider services)
    {
        services.GetRequiredService<IStartupValidator>().Validate();
        return (await services.GetRequiredService<IValetKeyIssuer>().IssueUrlAsync(KeyScope.ForObject("pictures", "a.png"), Permissions.Read)).Url;
    }

    private static TestCaseData Way(string name, Action<IServiceCollection>? register, Action<GoogleCloudStorageOptions>? configure = null) =>
        new TestCaseData(register, configure).SetArgDisplayNames(name);

    private static TestCaseData Fault(string name, Action<GoogleCloudStorageOptions> configure, string fault) =>
        new TestCaseData(configure, fault).SetArgDisplayNames(name);
}
