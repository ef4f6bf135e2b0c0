using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Aws;
using ValetKey.Tests.Aws.S3.Support;

namespace ValetKey.Tests.Aws.S3;

/// <summary>Defaults are pinned; faults are told at start, all at once, with field, value and what is allowed, and never with a secret.</summary>
internal sealed class S3OptionsTests
{
    [Test]
    public void Defaults_are_pinned()
    {
        AmazonS3Options options = new();

        options.Region.Should().BeEmpty();
        options.ServiceUrl.Should().BeNull();
        options.PublicUrl.Should().BeNull();
        options.AddressingStyle.Should().Be(S3AddressingStyle.Automatic);
        options.UseDualStack.Should().BeFalse();
        options.UseAccelerate.Should().BeFalse();
        options.ContainerNames.Should().BeEmpty();
        options.Credentials.Should().BeNull();
        options.RoleArn.Should().BeNull();
        options.PinUploadHeaders.Should().BeTrue();
        options.HasConditionalCopies.Should().BeFalse();
        options.SessionKmsKeys.Should().BeEmpty();
        options.RoleSessionName.Should().Be("valetkey");
        options.ExternalId.Should().BeNull();
        options.StsServiceUrl.Should().BeNull();
        options.MaximumSessionDuration.Should().Be(TimeSpan.FromHours(1));
        options.MaximumSessionPolicyLength.Should().Be(2048);
    }

    [Test]
    public void All_faults_are_told_at_once()
    {
        OptionsValidationException fault = FaultOf(options =>
        {
            options.Region = "EU West";
            options.ServiceUrl = new Uri("ftp://store.example");
            options.PublicUrl = new Uri("https://store.example/path");
            options.StsServiceUrl = new Uri("https://store.example/?a=b");
            options.UseAccelerate = true;
            options.AddressingStyle = S3AddressingStyle.Path;
            options.RoleArn = "uploads";
            options.RoleSessionName = "x";
            options.ContainerNames["media"] = "No";
            options.MaximumSessionDuration = TimeSpan.FromMinutes(1);
            options.MaximumSessionPolicyLength = 5000;
        });

        fault.Failures.Select(failure => failure.Split(' ', ':')[0]).Should().BeEquivalentTo(
        [
            "Region", "ServiceUrl", "PublicUrl", "StsServiceUrl", "UseAccelerate", "UseAccelerate", "RoleArn", "RoleSessionName", "ContainerNames",
            "MaximumSessionDuration", "MaximumSessionPolicyLength",
        ]);
    }

    [TestCase("", "Region is ''; *such as eu-west-1*")]
    [TestCase("eu west 1", "Region is 'eu west 1'; *lower-case letters, digits and hyphens*")]
    [TestCase("EU-WEST-1", "Region is 'EU-WEST-1'; *lower-case*")]
    [TestCase(null, "Region is ''; *such as eu-west-1*")]
    public void A_region_is_required(string? region, string message) => Only(options => options.Region = region!).Should().Match(message);

    [TestCase("ftp://store.example")]
    [TestCase("https://store.example/path")]
    [TestCase("https://store.example/#a")]
    [TestCase("store.example")]
    [TestCase("https://user@store.example")]
    public void A_service_url_is_http_and_a_host(string url) =>
        Only(options => options.ServiceUrl = Parse(url))
            .Should().Match("ServiceUrl is '*'; it must be an absolute http or https URL with nothing after the host and port.");

    [TestCase("https://AKIAIOSFODNN7EXAMPLE:hunter2@store.example")]
    [TestCase("https://AKIAIOSFODNN7EXAMPLE:hunter2@store.example/hunter2@x")]
    [TestCase("AKIAIOSFODNN7EXAMPLE:hunter2@store.example")]
    [TestCase("//AKIAIOSFODNN7EXAMPLE:hunter2@store.example")]
    [TestCase("https://store.example/?X-Amz-Signature=hunter2")]
    [TestCase("https://store.example/#hunter2")]
    public void A_secret_in_a_url_is_not_repeated(string url)
    {
        foreach (Action<AmazonS3Options> set in new Action<AmazonS3Options>[]
        {
            options => options.ServiceUrl = Parse(url), options => options.PublicUrl = Parse(url), options => options.StsServiceUrl = Parse(url),
        })
        {
            Only(set).Should().Contain("[redacted]").And.NotContain("hunter2").And.NotContain("AKIA");
        }
    }

    [TestCase("uploads")]
    [TestCase("arn:aws:iam::123456789012:user/uploads")]
    [TestCase("arn:aws:s3:::role/uploads")]
    [TestCase("arn:aws:iam::123456789012:role/")]
    [TestCase("arn::iam::123456789012:role/uploads")]
    public void A_role_is_an_arn(string role) => Only(options => options.RoleArn = role).Should().Be(
        $"RoleArn is '{role}'; it must be a role's ARN, such as arn:aws:iam::123456789012:role/uploads.");

    [TestCase("arn:aws-cn:iam::123456789012:role/uploads", "aws-cn", "123456789012")]
    [TestCase("arn:aws:iam:::role/path/uploads", "aws", "")]
    public void A_role_names_partition_and_account(string role, string partition, string account) =>
        AmazonS3OptionsRules.RoleOf(role).Should().Be((partition, account));

    [TestCase("eu-west-1", "aws-cn", "aws")]
    [TestCase("cn-north-1", "aws", "aws-cn")]
    [TestCase("us-gov-west-1", "aws", "aws-us-gov")]
    public void A_role_is_of_the_regions_partition(string region, string partition, string right)
    {
        Only(options => (options.Region, options.RoleArn) = (region, $"arn:{partition}:iam::123456789012:role/uploads")).Should().Be(
            $"RoleArn is of the partition '{partition}', and Region is '{region}' of '{right}'; no session reaches from one to the other.");
        AmazonS3Options agreeing = new() { Region = region, RoleArn = $"arn:{right}:iam::123456789012:role/uploads" };
        Uri store = new("https://ceph.example");
        AmazonS3Options compatible = new() { Region = region, RoleArn = $"arn:{partition}:iam:::role/uploads", ServiceUrl = store };
        AmazonS3OptionsRules.FaultsOf(agreeing).Concat(AmazonS3OptionsRules.FaultsOf(compatible)).Should().BeEmpty();
    }

    [TestCase("arn:aws:kms:eu-west-1:123456789012:alias/media")]
    [TestCase("arn:aws:kms:eu-west-1:123456789012:key/*")]
    [TestCase("arn:aws:s3:eu-west-1:123456789012:key/1")]
    [TestCase("")]
    public void A_kms_key_is_an_arn(string key) => Only(options =>
    {
        options.RoleArn = TestStore.RoleArn;
        options.SessionKmsKeys.Add(key);
    }).Should().StartWith($"SessionKmsKeys has '{key}'; each must be a key's ARN, ");

    [Test]
    public void Kms_keys_are_of_sessions() =>
        Only(options => options.SessionKmsKeys.Add("*"))
            .Should().Be("SessionKmsKeys are set, and RoleArn is not; they are for sessions of that role.");

    [Test]
    public void There_is_no_acceleration_in_china() => Only(options =>
    {
        options.Region = "cn-north-1";
        options.UseAccelerate = true;
    }).Should().Be("UseAccelerate is true, and Region is cn-north-1; there is no transfer acceleration in China.");

    [TestCase("x")]
    [TestCase("a b")]
    [TestCase("ä1")]
    [TestCase(null)]
    public void A_session_name_is_plain(string? name) =>
        Only(options => options.RoleSessionName = name!).Should().Match("RoleSessionName is '*'; it must be 2 to 64 *");

    [Test]
    public void An_addressing_style_is_one_of_two() =>
        Only(options => options.AddressingStyle = (S3AddressingStyle)9).Should().Be("AddressingStyle is 9; it must be Automatic or Path.");

    [TestCase("00:14:59")]
    [TestCase("12:00:01")]
    public void A_session_lasts_15_minutes_to_12_hours(string duration) =>
        Only(options => options.MaximumSessionDuration = TimeSpan.Parse(duration, CultureInfo.InvariantCulture))
            .Should().Contain("MaximumSessionDuration").And.Contain("00:15:00").And.Contain("12:00:00");

    [TestCase(99)]
    [TestCase(2049)]
    public void A_session_policy_has_100_to_2048_characters(int length) =>
        Only(options => options.MaximumSessionPolicyLength = length).Should().Contain("MaximumSessionPolicyLength")
            .And.Contain("100").And.Contain("2048");

    [Test]
    public void Endpoints_of_amazon_do_not_go_with_a_url_of_ones_own() => Only(options =>
    {
        options.UseDualStack = true;
        options.PublicUrl = new Uri("https://media.example");
    }).Should().StartWith("UseAccelerate and UseDualStack name endpoints of Amazon S3");

    [TestCase("My-Bucket")]
    [TestCase(null)]
    public void A_container_is_mapped_to_a_bucket_name(string? bucket) =>
        Only(options => options.ContainerNames["media"] = bucket!)
            .Should().Match("ContainerNames maps 'media' to '*', which is no bucket name: 3 to 63 *");

    [Test]
    public void Registering_again_adds_settings()
    {
        ServiceCollection services = new();

        services.AddValetKey().AddAmazonS3("media", options => options.Region = "eu-west-1")
            .AddAmazonS3("media", options => options.UseDualStack = true);

        using ServiceProvider provider = services.BuildServiceProvider();
        AmazonS3Options options = provider.GetRequiredService<IOptionsMonitor<AmazonS3Options>>().Get("media");
        (options.Region, options.UseDualStack).Should().Be(("eu-west-1", true));
    }

    private static Uri Parse(string url) => new(url, UriKind.RelativeOrAbsolute);

    private static string Only(Action<AmazonS3Options> configure) => FaultOf(configure).Failures.Should().ContainSingle().Subject;

    private static OptionsValidationException FaultOf(Action<AmazonS3Options> configure)
    {
        TestStore store = new(configure);
        return FluentActions.Invoking(() => store.Issuer).Should().Throw<OptionsValidationException>().Which;
    }
}
