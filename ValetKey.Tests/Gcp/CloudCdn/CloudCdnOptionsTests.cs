using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Gcp;
using ValetKey.Tests.Delivery;
using ValetKey.Tests.Gcp.CloudCdn.Support;

namespace ValetKey.Tests.Gcp.CloudCdn;

/// <summary>Defaults are pinned, faults are told at start and all at once, and nothing of a key is ever in them.</summary>
public sealed class CloudCdnOptionsTests : DeliveryOptionsTestBase
{
    protected override string AddressSetting => nameof(CloudCdnOptions.BaseUrl);

    [Test]
    public void Defaults_are_pinned()
    {
        CloudCdnOptions options = new();

        options.BaseUrl.Should().BeNull();
        options.KeyName.Should().BeEmpty();
        options.Key.Should().BeNull();
        options.KeyPath.Should().BeNull();
        options.ContainerPaths.Should().BeEmpty();
    }

    [TestCase("")]
    [TestCase("c2hvcnQtc2VjcmV0")]
    [TestCase("YS1sb25nLXNlY3JldC1vZi0yMC1i")]
    [TestCase("+/++AwQFBgcICQoLDA0ODw==")]
    [TestCase("-_--AwQFBgcICQoLDA0OD===")]
    [TestCase("-_--AwQFBgcI QoLDA0ODw==")]
    [TestCase("-_--AwQFBgcICQoLDA0ODw=")]
    [TestCase("ü_--AwQFBgcICQoLDA0ODw==")]
    public void A_key_that_cannot_be_used_is_told_without_a_fragment_of_it(string key)
    {
        OptionsValidationException fault = FaultOf(options => options.Key = key);

        fault.Failures.Should().ContainSingle().Which.Should().Match("Key must hold a key of 16 bytes in base64url*");
        if (key.Length > 0)
        {
            fault.ToString().Should().NotContain(key).And.NotContain(key[^6..]);
        }
    }

    [Test]
    public void All_faults_are_told_at_once()
    {
        OptionsValidationException fault = FaultOf(options =>
        {
            options.BaseUrl = null;
            options.Key = null;
            options.ContainerPaths["a"] = "a";
        });

        fault.Failures.Select(failure => failure.Split(' ')[0]).Should().Equal("BaseUrl", "Key", "ContainerPaths");
    }

    [TestCase("")]
    [TestCase("my key")]
    [TestCase("my-key&Expires=9")]
    [TestCase("my-key:Expires=9")]
    [TestCase("kü")]
    [TestCase("a234567890123456789012345678901234567890123456789012345678901234")]
    public void A_key_name_needs_no_escaping(string name) =>
        FaultOf(options => options.KeyName = name).Failures.Should().ContainSingle().Which.Should().StartWith("KeyName");

    [Test]
    public async Task Neighbours_with_like_names_are_no_fault()
    {
        await using TestBalancer balancer = new(options =>
        {
            options.ContainerPaths["a"] = "/a";
            options.ContainerPaths["ab"] = "/ab";
        });

        SignedQuery key = (SignedQuery)await balancer.IssueAsync(KeyScope.ForContainer("a"));

        TestBalancer.Opens($"{TestBalancer.BaseUrl}/ab/x?{key.Query}").Should().BeFalse();
    }

    [Test]
    public void A_key_is_given_once() =>
        FaultOf(options => options.KeyPath = "/my.key").Failures.Should().ContainSingle().Which.Should().Match("Key and KeyPath are both set*");

    [Test]
    public void A_missing_key_file_is_told() => FaultOf(options => (options.Key, options.KeyPath) = (null, "/no/such/my.key"))
        .Failures.Should().ContainSingle().Which.Should().Match("KeyPath is '/no/such/my.key', which cannot be read*");

    [Test]
    public void A_key_that_was_put_into_the_path_is_not_repeated()
    {
        OptionsValidationException fault = FaultOf(options => (options.Key, options.KeyPath) = (null, TestBalancer.KeyText));

        fault.Failures.Should().ContainSingle().Which.Should().Be("KeyPath holds the secret itself; that belongs into Key.");
        fault.ToString().Should().NotContain(TestBalancer.KeyText[..6]).And.NotContain(TestBalancer.KeyText[6..12]);
    }

    [Test]
    public void Registering_again_adds_settings()
    {
        IValetKeyBuilder builder = new ServiceCollection().AddValetKey();

        builder.AddCloudCdn("cdn", options => options.KeyName = "K1").AddCloudCdn("cdn", options => options.Key = TestBalancer.KeyText);

        CloudCdnOptions options = new();
        using ServiceProvider services = builder.Services.BuildServiceProvider();
        foreach (IConfigureOptions<CloudCdnOptions> configure in services.GetServices<IConfigureOptions<CloudCdnOptions>>())
        {
            ((IConfigureNamedOptions<CloudCdnOptions>)configure).Configure("cdn", options);
        }

        options.KeyName.Should().Be("K1");
        options.Key.Should().Be(TestBalancer.KeyText);
    }

    protected override OptionsValidationException FaultOfPaths(params (string Container, string Path)[] paths) =>
        FaultOf(options => Array.ForEach(paths, path => options.ContainerPaths[path.Container] = path.Path));

    protected override OptionsValidationException FaultOfAddress(Uri? address) => FaultOf(options => options.BaseUrl = address);

    private static OptionsValidationException FaultOf(Action<CloudCdnOptions> configure)
    {
        TestBalancer balancer = new(configure);
        return FluentActions.Invoking(() => balancer.Issuer).Should().Throw<OptionsValidationException>().Which;
    }
}
