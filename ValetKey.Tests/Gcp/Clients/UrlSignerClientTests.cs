using System.Net;
using Google.Cloud.Storage.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Gcp;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Clients;

/// <summary>An application that has a <see cref="UrlSigner"/> hands it over, and it signs where nothing else is named to.</summary>
public sealed class UrlSignerClientTests
{
    private const string Name = "archive";
    private const string Id = "GOOG1URLSIGNER";

    private static readonly KeyScope Picture = KeyScope.ForObject("pictures", "a.png");

    private static readonly TestCaseData[] Ways =
    [
        Way("handed over", null, options => options.UrlSigner = Signer()),
        Way("keyed", services => services.AddKeyedSingleton(Name, Signer())),
        Way("keyed, for a store elsewhere", services => services.AddKeyedSingleton(Name, Signer()),
            options => options.ServiceUrl = new Uri("https://elsewhere.example")),
        Way("keyed, beside the store's client", services => services.AddKeyedSingleton(Name, Signer()).AddKeyedSingleton(Name, Client())),
        Way("without a name", services => services.AddSingleton(Signer())),
        Way("without a name, beside a client without one", services => services.AddSingleton(Signer()).AddSingleton(Client())),
        Way("without a name, Google's own place set", services => services.AddSingleton(Signer()),
            options => options.ServiceUrl = new Uri("https://storage.googleapis.com")),
    ];

    private static readonly TestCaseData[] LeftAlone =
    [
        Way("credential set", services => services.AddKeyedSingleton(Name, Signer()), options => options.CredentialJson = TestServiceAccount.Json),
        Way("credential set, without a name", services => services.AddSingleton(Signer()),
            options => options.CredentialJson = TestServiceAccount.Json),
        Way("store's own client", services => services.AddSingleton(Signer()).AddKeyedSingleton(Name, Client())),
        Way("store elsewhere", services => services.AddSingleton(Signer()), options =>
        {
            options.ServiceUrl = new Uri("https://elsewhere.example");
            options.CredentialJson = TestServiceAccount.Json;
        }),
    ];

    private static readonly TestCaseData[] Refused =
    [
        Refusal("equal keys", null, request => request with { StableFor = TimeSpan.FromMinutes(5) },
            "*UrlSigner cannot sign equal keys for StableFor*"),
        Refusal("listing at the bucket's host", options => options.UrlStyle = GcsUrlStyle.VirtualHosted,
            _ => new(KeyScope.ForPrefix("pictures", "a/"), Permissions.List),
            "*UrlSigner cannot sign the listing of a bucket at a host of its own, as https://pictures.storage.googleapis.com/ is. Set Credential*"),
        Refusal("listing at a bound host", options => options.BucketBoundUrls["pictures"] = new Uri("https://media.example"),
            _ => new(KeyScope.ForContainer("pictures"), Permissions.List), "*UrlSigner cannot sign the listing of a bucket at a host of its own*"),
        Refusal("bound host with a port", options => options.BucketBoundUrls["pictures"] = new Uri("https://media.example:8443"),
            request => request, "*UrlSigner cannot sign a bucket's own host with a port, as https://media.example:8443/ has*"),
        Refusal("name with a placeholder in a form", null,
            _ => new(KeyScope.ForObject("pictures", "${filename}"), Permissions.Write) { Form = KeyForm.SignedForm }, "*cannot be named exactly*"),
    ];

    [TestCaseSource(nameof(Ways))]
    public async Task Keys_are_its_own(Delegate? register, Delegate? configure)
    {
        await using ServiceProvider services = Services(register, configure);

        (await IssueAsync(services)).Url.Should().Contain($"X-Goog-Credential={Id}%2F");
    }

    [TestCaseSource(nameof(LeftAlone))]
    public async Task What_is_set_and_the_stores_own_client_go_before_it(Delegate? register, Delegate? configure)
    {
        await using ServiceProvider services = Services(register, configure);

        (await IssueAsync(services)).Url.Should().Contain(Uri.EscapeDataString(TestServiceAccount.Email)).And.NotContain(Id);
    }

    [TestCase("https://elsewhere.example", null)]
    [TestCase(null, TestServiceAccount.Email)]
    public void Signer_for_everything_is_left_alone_by_a_store_elsewhere_and_by_one_that_names_an_account(string? url, string? account)
    {
        using ServiceProvider services = Services((IServiceCollection s) => s.AddSingleton(Signer()), (GoogleCloudStorageOptions options) =>
        {
            options.ServiceUrl = url is null ? null : new Uri(url);
            options.ServiceAccount = account;
        });

        services.GetRequiredService<IOptionsMonitor<GoogleCloudStorageOptions>>().Get(Name).UrlSigner.Should().BeNull();
    }

    [TestCaseSource(nameof(Refused))]
    public async Task What_it_has_no_words_for_is_refused(Delegate? configure, Delegate change, string message)
    {
        await using ServiceProvider services = Services((IServiceCollection s) => s.AddKeyedSingleton(Name, Signer()), configure);
        KeyRequest request = ((Func<KeyRequest, KeyRequest>)change)(new KeyRequest(Picture, Permissions.Read));
        Func<Task> issue = async () => await services.GetRequiredService<IValetKeyIssuer>().IssueAsync(request);

        (await issue.Should().ThrowExactlyAsync<ValetKeyException>().WithMessage(message)).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }

    [Test]
    public async Task Port_of_its_own_does_not_come_into_a_key()
    {
        UrlSigner elsewhere = Client("https://storage.googleapis.com:8443/storage/v1/").CreateUrlSigner().At(Grants.Start);
        await using ServiceProvider services = Services(null, (GoogleCloudStorageOptions options) => options.UrlSigner = elsewhere);
        Func<Task> issue = () => IssueAsync(services);

        (await issue.Should().ThrowExactlyAsync<ValetKeyException>()
            .WithMessage("*UrlSigner does not sign for https://storage.googleapis.com/pictures/*"))
            .Which.Reason.Should().Be(ValetKeyErrorReason.ProviderFailure);
    }

    [Test]
    public async Task Its_failure_is_told_without_the_services_words()
    {
        await using ServiceProvider services = Services(null, (GoogleCloudStorageOptions options) =>
            options.UrlSigner = UrlSigner.FromBlobSigner(new Forbidden()).At(Grants.Start));
        Func<Task> issue = () => IssueAsync(services);

        (await issue.Should().ThrowExactlyAsync<ValetKeyException>().WithMessage("*may not sign as the application's UrlSigner*"))
            .Which.Should().Match<ValetKeyException>(fault => !fault.IsTransient && !fault.Message.Contains("hunter2"));
    }

    private static UrlSigner Signer() => UrlSigner.FromBlobSigner(UrlSigner.HmacBlobSigner.Create(Id, "secret")).At(Grants.Start);

    private static StorageClient Client(string? url = null) =>
        new StorageClientBuilder { Credential = TestServiceAccount.Credential, BaseUri = url }.Build();

    private static ServiceProvider Services(Delegate? register, Delegate? configure)
    {
        ServiceCollection services = [];
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Grants.Start));
        register?.DynamicInvoke(services);
        services.AddValetKey().AddGoogleCloudStorage(Name, options => configure?.DynamicInvoke(options));
        return services.BuildServiceProvider(validateScopes: true);
    }

    private static async Task<SignedUrl> IssueAsync(ServiceProvider services)
    {
        services.GetRequiredService<IStartupValidator>().Validate();
        return await services.GetRequiredService<IValetKeyIssuer>().IssueUrlAsync(Picture, Permissions.Read);
    }

    private static TestCaseData Way(string name, Action<IServiceCollection>? register, Action<GoogleCloudStorageOptions>? configure = null) =>
        new TestCaseData(register, configure).SetArgDisplayNames(name);

    private static TestCaseData Refusal(
        string name, Action<GoogleCloudStorageOptions>? configure, Func<KeyRequest, KeyRequest> change, string message) =>
        new TestCaseData(configure, change, message).SetArgDisplayNames(name);

    /// <summary>What IAM answers where the account may not sign.</summary>
    private sealed class Forbidden : UrlSigner.IBlobSigner
    {
        public string Id => TestServiceAccount.Email;

        public string Algorithm => "GOOG4-RSA-SHA256";

        public string CreateSignature(byte[] data, UrlSigner.BlobSignerParameters parameters) => throw new NotSupportedException();

        public Task<string> CreateSignatureAsync(byte[] data, UrlSigner.BlobSignerParameters parameters, CancellationToken cancellationToken) =>
            throw new HttpRequestException("hunter2", null, HttpStatusCode.Forbidden);
    }
}
