using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Aws;
using ValetKey.Azure;
using ValetKey.Gcp;
using ValetKey.Local;
using ValetKey.Tests.Aws.S3.Support;

namespace ValetKey.Tests.Configuration;

/// <summary>A store that is added by its name alone, whose settings come from elsewhere.</summary>
public sealed class BareRegistrationTests
{
    private static readonly TestCaseData[] NeedSettings =
    [
        Of<AmazonS3Options>((builder, name) => builder.AddAmazonS3(name)),
        Of<CloudFrontOptions>((builder, name) => builder.AddCloudFront(name)),
        Of<AzureStorageOptions>((builder, name) => builder.AddAzureStorage(name)),
        Of<CloudCdnOptions>((builder, name) => builder.AddCloudCdn(name)),
        Of<LocalStorageOptions>((builder, name) => builder.AddLocalStorage(name)),
    ];

    [TestCaseSource(nameof(NeedSettings))]
    public void What_nobody_has_set_is_a_fault_at_start(Action<IValetKeyBuilder, string> add, Type options)
    {
        ServiceCollection services = [];
        add(services.AddValetKey(), "media");
        using ServiceProvider provider = services.BuildServiceProvider();

        FluentActions.Invoking(() => provider.GetRequiredService<IStartupValidator>().Validate())
            .Should().Throw<OptionsValidationException>().Which.OptionsType.Should().Be(options);
    }

    [Test]
    public void Cloud_Storage_needs_no_setting()
    {
        using ServiceProvider provider = new ServiceCollection().AddValetKey().AddGoogleCloudStorage("media").Services.BuildServiceProvider();

        FluentActions.Invoking(() => provider.GetRequiredService<IStartupValidator>().Validate()).Should().NotThrow();
    }

    [Test]
    public async Task Settings_may_come_from_elsewhere_before_or_after()
    {
        ServiceCollection services = [];
        services.Configure<AmazonS3Options>("media", options => options.Region = "eu-west-1");
        services.AddValetKey().AddAmazonS3("media");
        services.Configure<AmazonS3Options>("media", options => options.Credentials = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "secret"));
        await using ServiceProvider provider = services.BuildServiceProvider();

        SignedUrl key = await provider.GetRequiredService<IValetKeyIssuer>().IssueUrlAsync(KeyScope.ForObject("pictures", "a"), Permissions.Read);

        SigV4.Value(key.Url, "X-Amz-Credential").Should().Contain("/eu-west-1/");
    }

    private static TestCaseData Of<TOptions>(Action<IValetKeyBuilder, string> add) =>
        new TestCaseData(add, typeof(TOptions)).SetArgDisplayNames(typeof(TOptions).Name);
}
