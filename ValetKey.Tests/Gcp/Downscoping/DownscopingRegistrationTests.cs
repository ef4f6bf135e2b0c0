using Google.Apis.Auth.OAuth2;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Gcp;
using ValetKey.Gcp.Downscoping;
using ValetKey.Providers;
using ValetKey.Tests.Gcp.Downscoping.Support;

namespace ValetKey.Tests.Gcp.Downscoping;

/// <summary>An application that names a service account gets bearer tokens, and one that does not is told the setting.</summary>
internal sealed class DownscopingRegistrationTests
{
    private static readonly KeyRequest Request = new(KeyScope.ForPrefix("photos", "42/"), Permissions.Read | Permissions.List);

    [Test]
    public async Task With_an_account_a_combined_request_is_a_downscoped_token_for_the_mapped_bucket()
    {
        await using FakeTokenServices google = await FakeTokenServices.StartAsync();
        await using ServiceProvider services = Services(TestDownscoper.ServiceAccount, google);

        IssuedKey key = await services.GetRequiredService<IValetKeyIssuer>().IssueAsync(Request);

        BearerToken token = key.Should().BeOfType<BearerToken>().Which;
        token.Token.Should().Be(FakeTokenServices.DownscopedToken(1));
        token.BaseUrl.Should().Be("https://storage.example.org");
        google.Generated.Single().Authorization.Should().Be("Bearer own.token");
        google.Exchanged.Single().Body.Should().Contain("%2Fbuckets%2Fpictures-eu%22");
    }

    [Test]
    public async Task Without_an_account_a_refusal_names_the_setting()
    {
        await using FakeTokenServices google = await FakeTokenServices.StartAsync();
        await using ServiceProvider services = Services(account: null, google);

        Func<Task> act = async () => await services.GetRequiredService<IValetKeyIssuer>().IssueAsync(Request);

        (await act.Should().ThrowAsync<ValetKeyException>().WithMessage("*TokenServiceAccount*")).Which.Reason
            .Should().Be(ValetKeyErrorReason.Unsupported);
        google.Requests.Should().BeEmpty();
    }

    [TestCase("")]
    [TestCase("valet")]
    [TestCase("valet@pro ject")]
    public void An_account_is_an_address(string account)
    {
        using ServiceProvider services = Services(account, google: null);

        Action act = () => services.GetRequiredService<IValetKeyIssuer>();

        act.Should().Throw<OptionsValidationException>().Which.Failures.Should().ContainSingle().Which.Should().StartWith("TokenServiceAccount");
    }

    [Test]
    public void Settings_follow_the_options()
    {
        GoogleCloudStorageOptions options = new() { UniverseDomain = "example.org" };

        DownscoperSettings settings = Downscopers.SettingsOf(options, "media", TestDownscoper.ServiceAccount);

        settings.BaseUrl.Should().Be("https://storage.example.org");
        settings.CredentialsUrl.Host.Should().Be("iamcredentials.example.org");
        settings.ExchangeUrl.Host.Should().Be("sts.example.org");
        options.PublicUrl = new Uri("https://files.example.com");
        Downscopers.SettingsOf(options, "media", TestDownscoper.ServiceAccount).BaseUrl.Should().Be("https://files.example.com");
    }

    [Test]
    public async Task A_search_for_a_credential_that_failed_is_tried_again()
    {
        int searches = 0;
        FakeTimeProvider time = new();
        using ApplicationCredential credential = new(
            () => ++searches == 1
                ? Task.FromException<GoogleCredential>(new InvalidOperationException("none"))
                : Task.FromResult(GoogleCredential.FromAccessToken("own.token")),
            new DownscoperSettings("media", TestDownscoper.ServiceAccount, TestDownscoper.BaseUrl),
            time,
            logger: null);

        Func<Task> first = () => credential.GetAccessTokenForRequestAsync();

        ValetKeyException fault = (await first.Should().ThrowAsync<ValetKeyException>()).Which;
        fault.InnerException.Should().BeOfType<InvalidOperationException>();
        time.Advance(fault.RetryAfter!.Value);
        (await credential.GetAccessTokenForRequestAsync()).Should().Be("own.token");
        (await credential.GetAccessTokenForRequestAsync()).Should().Be("own.token");
        searches.Should().Be(2);
    }

    private static ServiceProvider Services(string? account, FakeTokenServices? google)
    {
        ServiceCollection services = new();
        FakeTimeProvider time = new(TestDownscoper.Start);
        services.AddSingleton<TimeProvider>(time);
        if (google is not null)
        {
            services.AddKeyedSingleton<DownscoperFactory>("media", (provider, key) => options => options.TokenServiceAccount is { } named
                ? new Downscoper(
                    Downscopers.SettingsOf(options, "media", named) with
                    {
                        CredentialsUrl = google.Url,
                        ExchangeUrl = new Uri(google.Url, "v1/token"),
                    },
                    options.Credential!,
                    provider.GetRequiredKeyedService<StorageClock>(key),
                    time)
                : null);
        }

        services.AddValetKey().AddGoogleCloudStorage("media", options =>
        {
            options.Credential = GoogleCredential.FromAccessToken("own.token");
            options.ServiceAccount = "signer@project.iam.gserviceaccount.com";
            options.TokenServiceAccount = account;
            options.UniverseDomain = "example.org";
            options.ContainerNames["photos"] = "pictures-eu";
        });
        return services.BuildServiceProvider();
    }
}
